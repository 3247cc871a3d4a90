"""The shape of care.yaml: what a person agrees to when they link to a clinic, and how long an invitation holds."""

from typing import Annotated

from pydantic import AfterValidator, Field

from exercises.schema import Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import KnowledgeFile, SourceKeys

FILLED_IN = {"clinic": "", "clinician": "", "emergency": ""}


def _fillable(sentence: str) -> str:
    try:
        sentence.format_map(FILLED_IN)
    except (KeyError, ValueError) as error:
        raise ValueError(f"braces may hold {', '.join(FILLED_IN)}, and nothing else") from error
    return sentence


class Sharing(Strict):
    """What a clinic will see, by version; each sentence may hold what is FILLED_IN."""

    version: Annotated[int, Field(ge=1)]
    scope: Annotated[tuple[Annotated[Text, AfterValidator(_fillable)], ...], Field(min_length=1)]


class InvitationLimits(Strict):
    """Days until an invitation ends by itself, wrong birth years that end it, days that an unaccepted one is kept."""

    days: Annotated[int, Field(ge=1, le=60)]
    tries: Annotated[int, Field(ge=1, le=10)]
    kept_days: Annotated[int, Field(ge=0, le=90)]
    sources: SourceKeys


class CareFile(KnowledgeFile):
    """What stands between a person and a clinic."""

    sharing: Sharing
    invitation: InvitationLimits
