"""What a session proves towards the next stage, and towards running (specification 5.1, 11.34, 11.38)."""

from uuid import UUID

from programs.engine.logs import DoneItem, MeasureBody, Measured, Practised, SessionBody
from programs.engine.plans import PlanState
from programs.engine.progress.measures import measure_fault, score
from programs.engine.progression.terms import Terms
from programs.engine.progression.told import Told, is_marked
from programs.knowledge.schema.progression import Strand

WALKING = "walking"
AEROBIC: Strand = "aerobic"


def with_practice(state: PlanState, log_id: UUID, body: SessionBody, told: Told, terms: Terms) -> PlanState:
    """The state with what a session proves, and with its run."""
    run = terms.knowledge.matching.walk_run
    ran = any((item.swapped_for or item.exercise) == run and item.done and not item.skipped for item in body.items)
    return state.model_copy(
        update={
            "practised": (*state.practised, _practised(log_id, body, told, terms)),
            "ran_on": max(body.on, state.ran_on or body.on) if ran else state.ran_on,
        }
    )


def with_measure(state: PlanState, body: MeasureBody, terms: Terms) -> PlanState:
    """The state with a measure that the next stage may ask for; what can't be scored proves nothing."""
    if measure_fault(body, knowledge=terms.knowledge) is not None:
        return state
    value, lowest = score(body, knowledge=terms.knowledge).value, min(body.answers.values())
    taken = Measured(on=body.on, measure=body.measure, value=value, lowest=lowest)
    return state.model_copy(update={"measured": (*state.measured, taken)})


def _practised(log_id: UUID, body: SessionBody, told: Told, terms: Terms) -> Practised:
    grading = terms.knowledge.grading
    well = [item for item in body.items if _went_well(item, terms)]
    walks = [item for item in well if terms.catalogue.exercises[item.exercise].group == WALKING]
    stands = [item for item in well if item.exercise in grading.stage_moves.sit_to_stand]
    run = grading.walk_run
    brisk = [item for item in walks if item.exercise in run.after and (item.pain or 0) <= run.pain_up_to]
    return Practised(
        log_id=log_id,
        on=body.on,
        completion=told.facts.completion,
        pain=told.facts.pain_during,
        spread=told.facts.limb == "peripheralised",
        aerobic=sum(_aerobic(item, terms) for item in body.items),
        walk=max(map(_bout, walks), default=0),
        stands=max((item.asked.reps or 0 for item in stands), default=0),
        brisk=max(map(_bout, brisk), default=0),
    )


def _went_well(item: DoneItem, terms: Terms) -> bool:
    """Whether it was done as itself, unmarked, and its pain was told."""
    known = item.exercise in terms.catalogue.exercises and item.pain is not None
    done = item.done > 0 and not item.skipped and item.swapped_for is None
    return known and done and not is_marked(item, terms)


def _bout(item: DoneItem) -> float:
    """Minutes of one bout; 0 for what is not counted in minutes."""
    return item.done / item.asked.sets if item.asked.minutes is not None else 0


def _aerobic(item: DoneItem, terms: Terms) -> float:
    """Aerobic minutes that were done, whichever version of the exercise it was."""
    exercise = terms.catalogue.exercises.get(item.swapped_for or item.exercise)
    aerobic = terms.knowledge.progression.steps.slots[AEROBIC]
    if exercise is None or exercise.group not in aerobic or item.skipped:
        return 0
    if item.asked.minutes is not None:
        return item.done
    if item.asked.distance_m is not None:
        return item.done / terms.knowledge.scheduling.timing.metres_per_minute
    return 0
