"""What a logged session changes: the decision after it, and the plan's state as a fold over all logs."""

from programs.engine.progression.fold import fold, start
from programs.engine.progression.rules import decide
from programs.engine.progression.terms import mode, profile

__all__ = ["decide", "fold", "mode", "profile", "start"]
