"""The plan in words: what it is built for, why, what stops it, what has changed."""

from collections.abc import Iterable, Iterator

from exercises.load import Catalogue
from programs.engine.care import Due
from programs.engine.contract import Advice, Excluded, Limits, Prescription, Reason
from programs.engine.plans import Change, PlanState, Published, Stop
from programs.engine.screening import known
from programs.engine.screening.advice import once
from programs.knowledge.load import Knowledge
from programs.plans import words
from programs.plans.asking import review_sentence
from programs.plans.bundle import ChangeView, DueView, ExcludedView, ExerciseView, PainWord, PlanView, StopView
from programs.plans.safety import ACTIONS, FILL, all_items, item_advice

NPRS = range(11)
CHANGES_SHOWN = 30


def plan_view(
    published: Published, *, state: PlanState, diagnosed: bool, knowledge: Knowledge, catalogue: Catalogue
) -> PlanView:
    """The plan explained, at the stage it has reached."""
    answer = published.prescription
    if answer.program is None or answer.limits is None:
        raise ValueError(f"version {published.number} was published without a program")
    stage = knowledge.grading.stages[state.stage]
    return PlanView(
        version=published.number,
        published_on=published.authored[-1].on if published.authored else published.starts_on,
        built_for=_built_for(published, diagnosed=diagnosed, knowledge=knowledge),
        stage=state.stage,
        stage_name=stage.name,
        stage_sentence=stage.sentence,
        reasons=answer.reasons,
        excluded=excluded_views(answer.excluded, catalogue=catalogue),
        weekly=answer.program.weekly,
        limits=answer.limits,
        met_band=knowledge.scheduling.mets.weekly_band,
        review_sentence=review_sentence(knowledge),
    )


def excluded_views(excluded: Iterable[Excluded], *, catalogue: Catalogue) -> tuple[ExcludedView, ...]:
    """What was left out for safety, with names."""
    return tuple(ExcludedView(**one.model_dump(), name=catalogue.exercises[one.exercise].name) for one in excluded)


def _built_for(published: Published, *, diagnosed: bool, knowledge: Knowledge) -> str:
    """The plan's title: what the person feels or lives with. What is only suspected gives its first words alone."""
    named = known(published.intake, knowledge=knowledge).named
    phrases = dict.fromkeys(knowledge.conditions[slug].built_for for slug in (named if diagnosed else named[:1]))
    return words.BUILT_FOR.format(what=" and ".join(phrases))


def intake_stop(answer: Prescription, *, knowledge: Knowledge) -> StopView:
    """Why the questionnaire led to no plan."""
    settled_by_nobody = answer.outcome == "clinician_first" and not answer.needs
    return StopView(
        outcome=answer.outcome,
        title=knowledge.screening.actions[ACTIONS[answer.outcome]].title,
        advice=answer.advice,
        needs=tuple(knowledge.screening.approval_words[need] for need in answer.needs),
        call=answer.outcome == "emergency_now",
        may_answer_again=not settled_by_nobody,
    )


def logged_stop(stop: Stop, *, knowledge: Knowledge, number: str) -> StopView:
    """Why a log stopped the plan; `number` is the local emergency number."""
    items = all_items(knowledge)
    general = knowledge.screening.actions[ACTIONS[stop.outcome]]
    advice = [
        piece
        for name in stop.items
        if name in items
        for piece in item_advice(items[name], stop.outcome, knowledge=knowledge, number=number)
    ] or [Advice(id=f"screening.{stop.outcome}", text=general.advice.replace(FILL, number), source="")]
    return StopView(
        outcome=stop.outcome,
        title=general.title,
        advice=once(advice),
        needs=(),
        call=stop.outcome == "emergency_now",
        may_answer_again=True,
    )


def rescreen_stop(why: Iterable[Reason]) -> StopView:
    """That somebody was away for so long that the full questions come first."""
    advice = tuple(Advice(id=reason.rule, text=reason.because, source=reason.source) for reason in why)
    return StopView(outcome="plan", title=words.RESCREEN, advice=advice, needs=(), call=False, may_answer_again=True)


def due_stop(due: Due, *, knowledge: Knowledge) -> StopView:
    """Why sessions wait for what time asks for: no alarm, since nothing is wrong with the person."""
    hold = due.hold or due.ask
    title = knowledge.screening.due_titles[due.kind]
    return StopView(
        outcome="plan",
        title=title,
        advice=(Advice(id=hold.rule, text=hold.because, source=hold.source),),
        needs=tuple(knowledge.screening.approval_words[need] for need in due.needs),
        call=False,
        may_answer_again=True,
    )


def due_views(found: Iterable[Due], *, knowledge: Knowledge) -> tuple[DueView, ...]:
    """All that time will ask for, in words: a phone may be cut off for longer than it offers anything."""
    return tuple(
        DueView(
            asked_on=due.asked_on,
            held_on=due.held_on,
            title=knowledge.screening.due_titles[due.kind],
            sentence=due.ask.because,
            stop=due_stop(due, knowledge=knowledge) if due.held_on else None,
        )
        for due in found
    )


def change_views(changes: Iterable[Change], *, catalogue: Catalogue) -> tuple[ChangeView, ...]:
    """The last changes with words, the newest first."""
    views = [
        ChangeView(
            **change.model_dump(),
            title=words.CHANGES[change.action].format(by=change.by),
            names={slug: catalogue.exercises[slug].name for slug in _slugs(change) if slug in catalogue.exercises},
        )
        for change in changes
    ]
    return tuple(reversed(views[-CHANGES_SHOWN:]))


def _slugs(change: Change) -> Iterator[str]:
    for diff in change.diffs:
        yield diff.exercise
        if diff.field == "exercise":
            yield from (diff.before, diff.after)


def exercise_views(slugs: Iterable[str], *, catalogue: Catalogue) -> dict[str, ExerciseView]:
    """The exercises of these slugs in words, by slug."""
    vocabulary = catalogue.vocabulary
    things = vocabulary.household | vocabulary.kit
    views = {}
    for slug in slugs:
        exercise = catalogue.exercises[slug]
        views[slug] = ExerciseView(
            name=exercise.name,
            group=vocabulary.groups[exercise.group],
            position=vocabulary.positions[exercise.position],
            needs=tuple(things[thing] for thing in exercise.equipment),
            cues=exercise.cues,
            common_mistake=exercise.common_mistake,
            pace=exercise.dose.type,
            sides=vocabulary.laterality[exercise.laterality],
        )
    return views


def pain_words(limits: Limits | None) -> tuple[PainWord, ...]:
    """What the plan says to each pain number from 0 to 10; nothing without a plan."""
    if limits is None:
        return ()
    return tuple(_pain_word(pain, limits=limits) for pain in NPRS)


def _pain_word(pain: int, *, limits: Limits) -> PainWord:
    tone: words.Tone = "good" if pain <= limits.pain_ok else "red" if pain >= limits.pain_stop else "amber"
    sentence, then = words.PAIN[tone]
    return PainWord(pain=pain, tone=tone, sentence=sentence.format(pain=pain), then=then)
