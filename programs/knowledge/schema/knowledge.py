"""What the knowledge files hold together, once read."""

from dataclasses import dataclass

from programs.knowledge.schema.base import Rule
from programs.knowledge.schema.care import CareFile
from programs.knowledge.schema.conditions import Condition
from programs.knowledge.schema.emergency import EmergencyFile
from programs.knowledge.schema.flags import Flag
from programs.knowledge.schema.grading import GradingFile
from programs.knowledge.schema.intake import IntakeFile
from programs.knowledge.schema.learn import LearnFile, Lesson
from programs.knowledge.schema.matching import MatchingFile
from programs.knowledge.schema.measures import MeasuresFile
from programs.knowledge.schema.nudges import NudgesFile
from programs.knowledge.schema.progress import ProgressFile
from programs.knowledge.schema.progression import ProgressionFile
from programs.knowledge.schema.scheduling import SchedulingFile
from programs.knowledge.schema.screening import ScreeningFile
from programs.knowledge.schema.sources import Source


@dataclass(frozen=True)
class Knowledge:
    """All that the engine decides by, with the sentences that explain it."""

    sources: dict[str, Source]
    flags: dict[str, Flag]
    conditions: dict[str, Condition]
    screening: ScreeningFile
    matching: MatchingFile
    grading: GradingFile
    scheduling: SchedulingFile
    progression: ProgressionFile
    progress: ProgressFile
    measures: MeasuresFile
    emergency: EmergencyFile
    intake: IntakeFile
    nudges: NudgesFile
    care: CareFile
    learn: LearnFile
    lessons: dict[str, Lesson]
    """By id, in the order of their topics."""
    rules: dict[str, Rule]
    """Every rule that is shown, by `<word>.<id>`."""
    unreviewed: tuple[str, ...]
    """Names of the files, the catalogue's included, that no registered clinician has reviewed."""
    version: str
    """First 12 hex digits of the SHA-256 over names and bytes of all files, the catalogue's included."""
