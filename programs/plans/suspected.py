"""What a questionnaire means when no clinician has named the condition, and what only a clinician may say."""

from programs.engine.contract import Intake
from programs.engine.screening import known
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.intake import Option


def as_suspected(intake: Intake, *, knowledge: Knowledge) -> Intake:
    """`intake` with the nearest non-specific condition beside each one that is only suspected (specification 11.3).

    The limits of both hold then, so a guess makes a plan stricter and never freer. With no condition at all the engine
    takes the non-specific one itself.
    """
    by_onset = knowledge.matching.phase.condition[known(intake, knowledge=knowledge).phase]
    nearest = (knowledge.conditions[slug].suspected_as or by_onset for slug in intake.conditions)
    return intake.model_copy(update={"conditions": tuple(dict.fromkeys((*intake.conditions, *nearest)))})


def not_theirs(intake: Intake, *, knowledge: Knowledge) -> str | None:
    """What of an intake a person can't say of themselves, in one line; None when there is nothing (ADR 0004)."""
    asked = [step for step in knowledge.intake.steps if step.field == "flags"]
    flags = {option.value for step in asked for option in step.options}
    flags |= {flag for step in knowledge.intake.steps for option in step.options for flag in _flags(option)}
    maternity = knowledge.screening.permissions["self_guided_after_maternity_ok"]
    for field, said in (
        ("approvals", [one for one in intake.approvals if one not in maternity]),
        ("flags", [flag for flag in intake.flags if flag not in flags]),
        ("stage", [] if intake.stage is None else [intake.stage]),
        ("irritability", [] if intake.irritability is None else [intake.irritability]),
    ):
        if said:
            return f"{field} has {said[0]}: only a clinician can say that"
    return None


def _flags(option: Option) -> tuple[str, ...]:
    found = (option.sets or {}).get("flags")
    return found if isinstance(found, tuple) else ()
