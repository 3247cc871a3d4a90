"""What a clinician sees before they publish: the plan, an edit's effects, the engine's proposal; nothing is written."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from backfit.accounts.models import User
from backfit.lib import clock
from backfit.lib.errors import Invalid, ProblemField, Refused
from backfit.lib.strict_shape import InvalidInput
from exercises.load import catalogue
from programs.engine.care import Agreement, Authored, Edit, Objection
from programs.engine.contract import Intake, Prescription
from programs.engine.plans import PlanState, Published, Slot
from programs.engine.prescribe import prescribe
from programs.engine.progression.doses import step_size
from programs.engine.progression.edits import authored, bounds, highest_stage, trimmed
from programs.engine.progression.objections import objections, stage_jump
from programs.engine.progression.options import Option, options
from programs.engine.progression.raises import GROWS
from programs.engine.progression.refit import fitted_on
from programs.engine.progression.slots import key_of
from programs.engine.progression.terms import Terms, amount_of, terms_of
from programs.engine.progression.words import told as told_changes
from programs.engine.scheduling.dated import dated_sessions
from programs.engine.screening import in_order, read_intake
from programs.engine.screening.agreed import agreements
from programs.knowledge.load import knowledge
from programs.knowledge.schema.screening import DueKind
from programs.plans import reads, words
from programs.plans.agreeing import in_force, with_new
from programs.plans.build import standing
from programs.plans.editor import ClinicianIntake, Editor, EditorSlot, EditPreview, Proposal, ProposalView, Swap
from programs.plans.explain import change_views, excluded_views, exercise_views
from programs.plans.ground import Ground, folded

DAYS_SHOWN = 7
NEW_PLAN: tuple[DueKind, ...] = ("plan",)
NEW_PLAN_AND_AGREED: tuple[DueKind, ...] = ("plan", "agreement")
"""What is due that an assigned plan brings itself."""
NEVER = UUID(int=0)  # the id of what was not published


class NoPlanToEdit(Refused):
    """There is no plan in use to change."""

    code = "no_plan"
    status = 404
    sentence = "There is no plan to change."


class NotAnswered(Refused):
    """A plan is made from the person's own answers, and there are none."""

    code = "not_answered"
    status = 409
    sentence = "The person has not answered the questions yet. They answer first."


def editor(person: UUID, *, seen_by: User, today: date) -> Editor | None:
    """The plan in use with all that may be set in it; None without one, or unless `seen_by` may see the person."""
    found = in_use(person, seen_by=seen_by)
    if found is None:
        return None
    ground, published, state = found
    terms = terms_of(published, knowledge=knowledge(), catalogue=catalogue())
    state, terms = fitted_on(today, state, terms=terms)
    told_on = published.told_on or published.starts_on
    return Editor(
        version=published.number,
        agreed=agreements(published.intake, named=published.agreed, on=told_on, knowledge=knowledge()),
        stage=state.stage,
        stages=tuple(range(1, highest_stage(terms) + 1)),
        slots=tuple(_slot(slot, state, terms) for slot in state.slots),
        progression=state.progression,
        proposals=tuple(_proposals(state, terms)),
        refusal=why_no_edit(ground, published, state, today=today),
    )


def preview(
    person: UUID, *, seen_by: User, edit: Edit, today: date, by: str = words.A_CLINICIAN, told: str = ""
) -> EditPreview:
    """What an edit would do to the plan in use; `told` are the clinician's own words. Raises NoPlanToEdit."""
    found = in_use(person, seen_by=seen_by)
    if found is None:
        raise NoPlanToEdit
    ground, published, state = found
    terms = terms_of(published, knowledge=knowledge(), catalogue=catalogue())
    state, terms = fitted_on(today, state, terms=terms)
    edit = trimmed(edit, state, on=today, terms=terms)
    entry = Authored(id=NEVER, occurred_at=clock.now(), on=today, by=by, words=told, edit=edit)
    after = authored(entry, state, terms=terms)
    against = objections(state, edit, on=today, terms=terms)
    sessions = dated_sessions(
        published, after, first_on=today, days=DAYS_SHOWN, knowledge=knowledge(), catalogue=catalogue()
    )
    views = change_views(after.changes[len(state.changes) :], catalogue=catalogue())
    return EditPreview(
        title=" ".join(view.title for view in views),
        sentence=" ".join(view.because for view in views),
        diffs=tuple(diff for view in views for diff in view.diffs),
        names={slug: name for view in views for slug, name in view.names.items()},
        sessions=sessions,
        exercises=exercise_views({item.exercise for one in sessions for item in one.items}, catalogue=catalogue()),
        warnings=against,
        refusal=why_no_edit(ground, published, state, today=today)
        or next((one.because for one in against if one.forbids), None)
        or (words.NOTHING_DIFFERENT if edit.is_empty else None),
        edit=edit,
    )


def proposal(
    person: UUID, *, seen_by: User, changes: ClinicianIntake, today: date, by: str = words.A_CLINICIAN
) -> Proposal:
    """What the engine makes of the person's newest answers with a clinician's changes. Raises NotAnswered, Invalid."""
    newest = reads.intakes_of(person, seen_by=seen_by).first()
    if newest is None:
        raise NotAnswered
    before = in_force(newest, today=today)
    agreed = with_new(before, intake=newest, changes=changes, by=by, today=today)
    told = with_changes(Intake.model_validate(newest.body), changes, agreed=agreed)
    answer = prescribe(told, knowledge=knowledge(), catalogue=catalogue())
    sessions = [session for session in answer.program.sessions if session.week == 1] if answer.program else []
    slugs = {item.exercise for session in sessions for item in session.items}
    return Proposal(
        version=reads.newest_version(person, seen_by=seen_by),
        told=told,
        agreed=agreed,
        outcome=answer.outcome,
        needs=answer.needs,
        reasons=answer.reasons,
        stage=answer.stage,
        excluded=excluded_views(answer.excluded, catalogue=catalogue()),
        weekly=answer.program.weekly if answer.program else None,
        sessions=tuple(sessions),
        exercises=exercise_views(slugs, catalogue=catalogue()),
        warnings=_jump(answer, in_use(person, seen_by=seen_by)),
        refusal=why_no_plan(answer)
        or why_not_now(reads.ground_of(newest, seen_by=seen_by), today=today, but_for=NEW_PLAN_AND_AGREED),
    )


def with_changes(told: Intake, changes: ClinicianIntake, *, agreed: Iterable[Agreement]) -> Intake:
    """The person's intake with what a clinician says of them; raises Invalid for what no vocabulary holds.

    What somebody once agreed to counts only as long as their agreement holds.
    """
    said = changes.model_dump(exclude_none=True, exclude={"agreed_by", "agreed_until"})
    said["approvals"] = in_order(one.approval for one in agreed)
    if "flags" in said:
        said["flags"] = tuple(dict.fromkeys((*told.flags, *said["flags"])))
    raw = {**told.model_dump(mode="json", by_alias=True), **said}
    try:
        return read_intake(raw, knowledge=knowledge(), catalogue=catalogue())
    except InvalidInput as error:
        raise Invalid(str(error), errors=[ProblemField(field="changes", reason=str(error))]) from error


def in_use(person: UUID, *, seen_by: User) -> tuple[Ground, Published, PlanState] | None:
    """The plan in use with its state; None without one, or unless `seen_by` may see the person."""
    newest = reads.intakes_of(person, seen_by=seen_by).first()
    ground = reads.ground_of(newest, seen_by=seen_by) if newest else None
    state = folded(ground, knowledge=knowledge(), catalogue=catalogue()) if ground else None
    if ground is None or ground.published is None or state is None:
        return None
    return ground, ground.published, state


def _jump(answer: Prescription, found: tuple[Ground, Published, PlanState] | None) -> tuple[Objection, ...]:
    """What speaks against the stage of a new plan, beside that of the plan in use."""
    if answer.stage is None or found is None:
        return ()
    terms = terms_of(found[1], knowledge=knowledge(), catalogue=catalogue())
    return tuple(stage_jump(found[2].stage, answer.stage, terms=terms))


def why_no_edit(ground: Ground, published: Published, state: PlanState, *, today: date) -> str | None:
    """Why no edit can be published now, in words; None when one can."""
    stop = standing(ground, state=state, today=today, knowledge=knowledge(), catalogue=catalogue(), but_for=NEW_PLAN)
    if stop is not None:
        return words.AGREEMENT_ENDED if stop.needs else words.STOP_STANDS.format(title=stop.title)
    program = published.prescription.program
    is_over = program is None or published.starts_on + timedelta(weeks=program.weeks) <= today
    return words.PLAN_OVER if is_over else None


def why_not_now(ground: Ground, *, today: date, but_for: Collection[DueKind] = ()) -> str | None:
    """Why no plan can be assigned, whichever it is: only the person's own answers lift a stop that a log made.

    `but_for` are things due that the new plan brings itself.
    """
    state = folded(ground, knowledge=knowledge(), catalogue=catalogue())
    if state is None:
        return None
    stop = standing(ground, state=state, today=today, knowledge=knowledge(), catalogue=catalogue(), but_for=but_for)
    return words.STOP_STANDS.format(title=stop.title) if stop else None


def why_no_plan(answer: Prescription) -> str | None:
    """Why the engine proposes no plan, in its own words; None when it does."""
    return None if answer.outcome == "plan" else " ".join(reason.because for reason in answer.reasons)


def _slot(slot: Slot, state: PlanState, terms: Terms) -> EditorSlot:
    exercise, vocabulary = terms.catalogue.exercises[slot.now.exercise], terms.catalogue.vocabulary
    program = terms.published.prescription.program
    week = [session for session in program.sessions if session.week == 1] if program else []
    return EditorSlot(
        planned=slot.planned,
        role=slot.role,
        exercise=exercise.slug,
        name=exercise.name,
        dose=slot.now.dose,
        position=vocabulary.positions[exercise.position],
        group=vocabulary.groups[exercise.group],
        days=tuple(one.day for one in week if key_of(slot) in {(item.exercise, item.role) for item in one.items}),
        left_out=slot.left_out,
        paused_until=slot.paused_until,
        bounds=dict(bounds(exercise, stage=state.stage, terms=terms)),
        amount=amount_of(exercise),
        step=step_size(exercise, amount_of(exercise)) if slot.role == GROWS else 0,
        limits=slot.limits,
        swaps=tuple(_swaps(options(slot, state, stage=state.stage, terms=terms), state, terms)),
    )


def _proposals(state: PlanState, terms: Terms) -> Iterator[ProposalView]:
    """What waits for a clinician, each as the change it would be."""
    for one in state.proposed:
        key = one.planned, one.role
        slots = (slot.model_copy(update={"now": one.after}) if key_of(slot) == key else slot for slot in state.slots)
        because = told_changes(state, state.model_copy(update={"slots": tuple(slots)}), on=one.on, terms=terms)
        yield ProposalView(planned=one.planned, role=one.role, on=one.on, because=" ".join(because))


def _swaps(found: Iterable[Option], state: PlanState, terms: Terms) -> Iterable[Swap]:
    for option in found:
        yield Swap(
            exercise=option.exercise.slug,
            name=option.exercise.name,
            dose=option.dose,
            bounds=dict(bounds(option.exercise, stage=state.stage, terms=terms)),
            amount=amount_of(option.exercise),
            step=step_size(option.exercise, amount_of(option.exercise)),
            position=terms.catalogue.vocabulary.positions[option.exercise.position],
            relation=option.relation,
            speaks_against=option.against,
        )
