"""What a bundle is made from."""

from dataclasses import dataclass, field

from exercises.load import Catalogue
from programs.engine.contract import Intake, Prescription
from programs.engine.logs import LogEntry
from programs.engine.plans import PlanState, Published
from programs.engine.progression import fold
from programs.knowledge.load import Knowledge
from programs.plans.counted import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The newest questionnaire with its answer; with a plan, the published version and its effective logs.

    `country` is the account's (ISO 3166 alpha-2), `has_email` says that it has an address, `linked` that a clinic
    sees it, `diagnosed` that a clinician
    named the intake's conditions.
    `record` is what progress is told from, whatever version things were done under.
    """

    intake: Intake
    answer: Prescription
    diagnosed: bool
    country: str | None
    has_email: bool
    linked: bool
    published: Published | None = None
    logs: tuple[LogEntry, ...] = ()
    record: Record = field(default_factory=Record)


def folded(ground: Ground, *, knowledge: Knowledge, catalogue: Catalogue) -> PlanState | None:
    """The state of the plan; None without one."""
    if ground.published is None:
        return None
    return fold(ground.published, ground.logs, knowledge=knowledge, catalogue=catalogue)
