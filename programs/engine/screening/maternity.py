"""Whether somebody is pregnant or newly a mother, and how far; unknown weeks are read as the more careful case."""

from dataclasses import dataclass

from programs.engine.contract import Intake
from programs.engine.screening.findings import finding, is_asked
from programs.knowledge.load import Knowledge


@dataclass(frozen=True, slots=True)
class Maternity:
    """`holds`: pregnancy limits apply; `flags` are those that the weeks set."""

    holds: bool
    flags: tuple[str, ...]


def maternity(intake: Intake, *, knowledge: Knowledge) -> Maternity:
    """What answers, flags, named conditions and weeks say together (specification 11.5 and 11.16).

    Weeks since birth without weeks of pregnancy tell of the time after birth; anything else that tells of
    pregnancy is a pregnancy, of unknown weeks where none are given. Whatever is stated counts: an answer No
    takes back neither a flag nor weeks.
    """
    rules = knowledge.screening.pregnancy
    pregnant, born = intake.weeks_pregnant, intake.weeks_since_birth
    flagged = any(slug in intake.flags for slug in (rules.pregnant_flag, rules.late_flag))
    told = _answered(intake, knowledge) or rules.condition in intake.conditions
    flags: list[str] = []
    if born is not None and born < rules.post_partum_flag_under_weeks:
        flags.append(rules.post_partum_flag)
    after_birth = born is not None and born < rules.post_partum_ends_at_week
    if flagged or pregnant is not None or (told and born is None):
        flags.append(rules.pregnant_flag)
        if pregnant is None or pregnant >= rules.back_lying_ends_at_week:
            flags.append(rules.late_flag)
    holds = bool(flags) or after_birth or rules.post_partum_flag in intake.flags
    return Maternity(holds=holds, flags=tuple(flags))


def _answered(intake: Intake, knowledge: Knowledge) -> bool:
    item = next(item for item in knowledge.screening.items if item.id == knowledge.screening.pregnancy.item)
    asked = is_asked(item, intake=intake, maternal=False)
    return asked and finding(item, intake=intake, knowledge=knowledge) is not None
