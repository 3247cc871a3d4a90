"""The directional gate: exercises that need a direction known to ease the pain (specification 11.7)."""

from programs.engine.screening.known import Known
from programs.knowledge.load import Knowledge


def gated(facts: Known, *, knowledge: Knowledge) -> dict[str, str]:
    """Exercises that the gate closes for this person, each with the rule that closes it.

    The exemption of a condition from the flexion half holds where only leg symptoms close the gate: next to a
    condition of the gate the stricter of the two holds.
    """
    gate, intake = knowledge.matching.directional_gate, facts.intake
    closed: dict[str, str] = {}
    by_condition = any(slug in gate.applies_to for slug in facts.conditions)
    exempt = not by_condition and any(slug in gate.exempt_from_flexion_half for slug in facts.named)
    if by_condition or intake.leg_symptoms in gate.leg_symptoms:
        if intake.direction == "flexion":
            closed |= dict.fromkeys(gate.not_if_flexion, "prone_direction")
        elif not exempt:
            closed |= dict.fromkeys(gate.needs_flexion, "direction_flexion")
        if intake.direction != "extension":
            closed |= dict.fromkeys(gate.needs_extension, "direction_extension")
        closed |= dict.fromkeys(gate.clinician_only, "side_glide")
    if any(slug in gate.never_extension_half for slug in facts.conditions):
        closed |= dict.fromkeys(gate.needs_extension, "direction_extension")
    return closed


def is_closed(facts: Known, *, knowledge: Knowledge) -> bool:
    """Whether the gate applies at all to this person."""
    gate = knowledge.matching.directional_gate
    return facts.intake.leg_symptoms in gate.leg_symptoms or any(slug in gate.applies_to for slug in facts.conditions)
