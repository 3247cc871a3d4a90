"""A week in the making: which exercise may stand in which session, and which of those is the best."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from programs.engine.contract import DAYS, Day, Intake, Role
from programs.engine.matching.rules import Judge
from programs.engine.scheduling.choice import Choice
from programs.engine.scheduling.days import smallest_gap
from programs.engine.scheduling.parts import Draft, Part
from programs.engine.scheduling.spacing import RUN, region


@dataclass(slots=True)
class Week:
    """`length`: minutes aimed at for a session. An exercise has one part a role, however many sessions hold it.

    `choices` are all that is allowed, best first; `lists` keeps parts of it that were asked for, in the same order.
    """

    intake: Intake
    judge: Judge
    choices: tuple[Choice, ...]
    length: int
    aerobic_days: int
    parts: dict[tuple[str, Role], Part] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    days_used: Counter[str] = field(default_factory=Counter)

    def listed(
        self, name: str, suits: Callable[[Choice], bool], *, order: Callable[[Choice], tuple[int, ...]] | None = None
    ) -> tuple[Choice, ...]:
        """The choices that suit, best first or in an `order` of their own; worked out once under `name`."""
        if name not in self.lists:
            suiting = [choice for choice in self.choices if suits(choice)]
            self.lists[name] = tuple(suiting if order is None else sorted(suiting, key=order))
        return self.lists[name]

    def add(self, draft: Draft) -> None:
        """Takes a finished session into the week."""
        self.drafts.append(draft)
        self.days_used.update({part.choice.slug for part in draft.parts})

    def may_take(self, choice: Choice, draft: Draft) -> bool:
        """Whether an exercise may stand in this session: not twice, not on too many days of the week, not too soon."""
        exercise = choice.exercise
        if self.days_used[exercise.slug] >= exercise.dose.sessions_per_week[1]:
            return False
        if any(part.choice is choice for part in draft.parts):
            return False
        if exercise.subgroup == RUN and not self._is_apart(draft.day):
            return False
        return draft.heavy or not region(exercise, knowledge=self.judge.knowledge)

    def _is_apart(self, day: Day) -> bool:
        """Whether no run, on land or in deep water, stands on a neighbouring day (INV15)."""
        runs = {draft.day for draft in self.drafts if any(part.exercise.subgroup == RUN for part in draft.parts)}
        together = tuple(sorted({*runs, day}, key=DAYS.index))
        return smallest_gap(together) >= self.judge.knowledge.scheduling.walk_run.day_gap


def pick(week: Week, draft: Draft, choices: Sequence[Choice]) -> Choice | None:
    """The best of `choices` that trains something new in this session."""
    return next(iter(_fresh(_equals([choice for choice in choices if week.may_take(choice, draft)]), draft)), None)


def pick_in_turn(week: Week, draft: Draft, choices: Sequence[Choice], *, turn: int) -> Choice | None:
    """The equally good of `choices` alternate by `turn`; a single best one does so with what comes after it.

    What is liked stays, and nothing disliked takes a turn beside something that is not.
    """
    able = [choice for choice in choices if week.may_take(choice, draft)]
    best = _fresh(_equals(able), draft)[: week.judge.knowledge.scheduling.picking.rotate_among]
    if len(best) == 1 and not best[0].liked:
        others = [choice for choice in able if choice is not best[0] and choice.disliked == best[0].disliked]
        best += _fresh(others, draft)[:1]
    return best[turn % len(best)] if best else None


def _equals(choices: list[Choice]) -> list[Choice]:
    """The leading ones that are equally good."""
    return list(takewhile(lambda choice: choice.turn == choices[0].turn, choices))


def _fresh(choices: list[Choice], draft: Draft) -> list[Choice]:
    """Those of a subgroup that the session doesn't train yet; all where there are none."""
    trained = {part.choice.subgroup for part in draft.parts}
    return [choice for choice in choices if choice.subgroup not in trained] or choices
