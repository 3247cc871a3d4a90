"""When a reminder of today's session comes, whether it is sent, and in which words (rules N1 to N27)."""

from programs.engine.nudges.judge import NudgeFacts, Send, Sent, Skip, decide, template_named
from programs.engine.nudges.wishes import PREFIX, Quiet, Wishes, next_at, wish_fault, wishes_of, zone_named

__all__ = [
    "PREFIX",
    "NudgeFacts",
    "Quiet",
    "Send",
    "Sent",
    "Skip",
    "Wishes",
    "decide",
    "next_at",
    "template_named",
    "wish_fault",
    "wishes_of",
    "zone_named",
]
