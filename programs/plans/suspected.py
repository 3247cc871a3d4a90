"""What a questionnaire means when no clinician has named the condition."""

from programs.engine.contract import Intake
from programs.engine.screening import known
from programs.knowledge.load import Knowledge


def as_suspected(intake: Intake, *, knowledge: Knowledge) -> Intake:
    """`intake` with the nearest non-specific condition beside each one that is only suspected (specification 11.3).

    The limits of both hold then, so a guess makes a plan stricter and never freer. With no condition at all the engine
    takes the non-specific one itself.
    """
    by_onset = knowledge.matching.phase.condition[known(intake, knowledge=knowledge).phase]
    nearest = (knowledge.conditions[slug].suspected_as or by_onset for slug in intake.conditions)
    return intake.model_copy(update={"conditions": tuple(dict.fromkeys((*intake.conditions, *nearest)))})
