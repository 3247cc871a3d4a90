"""When a reminder of today's session comes, whether it is sent, and in which words (rules N1 to N27)."""

from programs.engine.nudges.asked import Asked, asked_on
from programs.engine.nudges.judge import NudgeFacts, Send, Sent, Skip, decide, template_named
from programs.engine.nudges.wishes import PREFIX, Quiet, Wishes, next_at, wish_fault, wishes_of

__all__ = [
    "PREFIX",
    "Asked",
    "NudgeFacts",
    "Quiet",
    "Send",
    "Sent",
    "Skip",
    "Wishes",
    "asked_on",
    "decide",
    "next_at",
    "template_named",
    "wish_fault",
    "wishes_of",
]
