"""The shape of emergency.yaml: whom to call, by country."""

from typing import Annotated

from pydantic import StringConstraints

from exercises.schema import Text
from exercises.strict_yaml import Strict
from programs.knowledge.schema.base import KnowledgeFile, SourceKeys

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Number = Annotated[str, StringConstraints(pattern=r"^[0-9]{2,6}$")]


class Numbers(Strict):
    """Numbers of one country: for an emergency, and a line for urgent advice where there is a national one."""

    name: Text
    emergency: Number
    urgent: Number | None = None


class EmergencyFile(KnowledgeFile):
    """Numbers by ISO 3166 alpha-2 code."""

    sources: SourceKeys
    default: Number
    default_note: Text
    countries: dict[Country, Numbers]
    iso_3166: tuple[Country, ...]
    """Every code there is; one without numbers here takes the default."""
