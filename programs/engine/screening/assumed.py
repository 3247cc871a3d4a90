"""What was taken because it was not given, where it matters."""

from programs.engine.contract import Assumed
from programs.engine.screening.advice import emergency_number
from programs.engine.screening.known import Known
from programs.knowledge.load import Knowledge

DEFAULTED = ("activity", "swims", "days", "minutes")
"""Fields with a default that shapes a program; told where they were left out."""


def assumed(known: Known, *, planned: bool, knowledge: Knowledge) -> tuple[Assumed, ...]:
    """Fields that were left out, each with the value taken for it; those of a program only where there is one."""
    intake = known.intake
    found: dict[str, str | int | float | bool | None] = {}
    if not intake.conditions:
        found["conditions"] = known.named[0]
    if intake.onset_weeks is None:
        found["onset_weeks"] = known.phase
    if intake.pain_worst_24h is None:
        found["pain_worst_24h"] = None
    if knowledge.screening.pregnancy.late_flag in known.flags and intake.weeks_pregnant is None:
        found["weeks_pregnant"] = knowledge.screening.pregnancy.back_lying_ends_at_week
    if intake.weeks_since_surgery is None and any(
        slug in known.conditions for slug in knowledge.matching.post_op_stages
    ):
        found["weeks_since_surgery"] = 0
    if intake.direction == "unknown":
        found["direction"] = "neutral"
    if planned:
        found |= _of_program(known, knowledge)
    if intake.country is None:
        found["country"] = emergency_number(None, knowledge=knowledge)
    return tuple(Assumed(field=field, value=value) for field, value in found.items())


def _of_program(known: Known, knowledge: Knowledge) -> dict[str, str | int | float | bool | None]:
    intake = known.intake
    found: dict[str, str | int | float | bool | None] = {}
    for field in DEFAULTED:
        if field not in intake.model_fields_set:
            value = getattr(intake, field)
            found[field] = " ".join(value) if isinstance(value, tuple) else value
    if intake.walk_baseline_minutes is None:
        track = knowledge.scheduling.walking.by_activity[intake.activity]
        found["walk_baseline_minutes"] = knowledge.scheduling.walking.tracks[track].up_to
    return found
