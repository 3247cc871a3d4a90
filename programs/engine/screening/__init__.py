"""Intake and safety screen: what was told, what is known from it, and whether a plan may start."""

from programs.engine.screening.intake import read_intake
from programs.engine.screening.known import Known, known
from programs.engine.screening.screen import APPROVALS, Screened, approval_words, in_order, screen

__all__ = ["APPROVALS", "Known", "Screened", "approval_words", "in_order", "known", "read_intake", "screen"]
