"""What stays the same while the logs of one version are read: the person, the plan, what may be offered at all."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from exercises.load import Catalogue
from exercises.schema import Exercise
from programs.engine.care import Due
from programs.engine.contract import Dose, Intake, Phase
from programs.engine.grading.dose import start_dose
from programs.engine.matching import Judge, Person, is_allowed, person
from programs.engine.plans import Published, Step
from programs.engine.progression.slots import SlotKey
from programs.engine.screening.due import dues, late_on
from programs.knowledge.load import Knowledge
from programs.knowledge.schema.matching import Mode, Profile
from programs.knowledge.schema.progression import Strand

STAGES = (1, 2, 3, 4, 5)
Amount = Literal["reps", "hold_s", "minutes", "distance_m"]
"""The field of a dose that a step changes."""
AMOUNTS: dict[str, Amount] = {"reps": "reps", "hold": "hold_s", "time": "minutes", "distance": "distance_m"}


@dataclass(frozen=True)
class Terms:
    """The unchanging side of a fold: `judges` hold the person at each stage, `weekly` how often a slot comes a week.

    `dues` is what time asks for; `later` the terms that hold from a day on which time makes the plan stricter.
    """

    published: Published
    knowledge: Knowledge
    catalogue: Catalogue
    judges: dict[int, Judge]
    mode: Mode
    profile: Profile
    weekly: Counter[SlotKey]
    dues: tuple[Due, ...] = ()
    later: "tuple[date, Terms] | None" = None

    def judge(self, stage: int, opened: Collection[str]) -> Judge:
        """The person at a stage, with what logs have opened."""
        judge = self.judges[stage]
        return replace(judge, person=replace(judge.person, opened=frozenset(opened)))


def terms_of(published: Published, *, knowledge: Knowledge, catalogue: Catalogue) -> Terms:
    """The terms of a published version; raises ValueError if it has no program."""
    prescription, intake = published.prescription, published.intake
    if prescription.program is None:
        raise ValueError(f"version {published.number} has no program: its outcome is {prescription.outcome}")
    people = {stage: person(intake, knowledge=knowledge, catalogue=catalogue, stage=stage) for stage in STAGES}
    first_week = (session for session in prescription.program.sessions if session.week == 1)
    terms = Terms(
        published=published,
        knowledge=knowledge,
        catalogue=catalogue,
        judges={stage: Judge(one, knowledge, catalogue) for stage, one in people.items()},
        mode=mode(intake, phase=prescription.phase, person=people[1], knowledge=knowledge),
        profile=profile(person=people[1], knowledge=knowledge),
        weekly=Counter((item.exercise, item.role) for session in first_week for item in session.items),
        dues=dues(published, knowledge=knowledge),
    )
    late = late_on(published, knowledge=knowledge)
    return terms if late is None else replace(terms, later=(late, _later(terms)))


def _later(terms: Terms) -> Terms:
    """The terms once a pregnancy has reached the weeks without lying on the back; what is asked for stays."""
    week: float = terms.knowledge.screening.pregnancy.back_lying_ends_at_week
    intake = terms.published.intake.model_copy(update={"weeks_pregnant": week})
    stricter = terms.published.model_copy(update={"intake": intake})
    return replace(terms_of(stricter, knowledge=terms.knowledge, catalogue=terms.catalogue), dues=terms.dues)


def terms_on(on: date, terms: Terms) -> Terms:
    """The terms of a day: those that time has made stricter by then. Nothing here makes them looser."""
    return terms.later[1] if terms.later is not None and terms.later[0] <= on else terms


def profile(*, person: Person, knowledge: Knowledge) -> Profile:
    """Whether two good sessions in a row are enough before something grows, or three are needed (section 6)."""
    who = knowledge.matching.cautious
    careful = (
        person.age < who.under_age
        or person.age >= who.from_age
        or person.irritability in who.irritability
        or not set(person.conditions).isdisjoint(who.conditions)
        or not set(person.flags).isdisjoint(who.flags)
    )
    return "cautious" if careful else "standard"


def mode(intake: Intake, *, phase: Phase, person: Person, knowledge: Knowledge) -> Mode:
    """Whether pain or a set amount leads (section 6).

    Quotas need longer-lasting non-specific pain that is known to be so: neither named nor dated, pain leads.
    """
    who = knowledge.matching.quota
    fits = (
        (bool(intake.conditions) or intake.onset_weeks is not None)
        and set(person.conditions) <= set(who.only_conditions)
        and phase in who.phases
        and person.irritability in who.irritability
        and intake.leg_symptoms in who.leg_symptoms
        and intake.arm_symptoms == "none"
    )
    return "quota" if fits else "pain"


def exercise_of(step: Step, terms: Terms) -> Exercise:
    """The catalogue's entry of what a step names."""
    return terms.catalogue.exercises[step.exercise]


def amount_of(exercise: Exercise) -> Amount:
    """Which field of its dose an exercise counts."""
    return AMOUNTS[exercise.dose.type]


def first_dose(exercise: Exercise, *, stage: int, terms: Terms) -> Dose:
    """The dose this person begins an exercise with."""
    return start_dose(exercise, person=terms.judges[stage].person, knowledge=terms.knowledge)


def strand_of(exercise: Exercise, terms: Terms) -> Strand:
    """The part of the plan an exercise belongs to."""
    strands = terms.knowledge.progression.steps.slots
    return next(strand for strand, groups in strands.items() if exercise.group in groups)


def may_do(slug: str, *, stage: int, terms: Terms, not_for_me: Iterable[str], opened: Collection[str] = ()) -> bool:
    """Whether matching allows an exercise at this stage and the person has not said it is not for them."""
    judge = terms.judge(stage, opened) if slug in opened else terms.judges[stage]
    return slug not in not_for_me and is_allowed(terms.catalogue.exercises[slug], judge=judge)
