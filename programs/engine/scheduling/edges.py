"""What comes before and after the main part: a warm-up and a cool-down that suit the session (specification 11.36)."""

from collections.abc import Iterable

from exercises.schema import POSITIONS
from programs.engine.contract import Role
from programs.engine.scheduling.choice import Choice
from programs.engine.scheduling.days import AEROBIC
from programs.engine.scheduling.doses import edge_part
from programs.engine.scheduling.parts import Draft, Part
from programs.engine.scheduling.week import Week, pick
from programs.knowledge.schema.scheduling import Fits


def add_edges(week: Week, draft: Draft) -> None:
    """Puts a warm-up first and a cool-down last; a longer session has a stretch before the rest."""
    picking = week.judge.knowledge.scheduling.picking
    easy, moves = easy_aerobic(week), _ways(week, "warm_up", aerobic=False)
    leads = any(part.aerobic for part in draft.parts)
    moves_first = leads or week.length < picking.easy_aerobic_warm_up_from
    before = _edge(week, draft, [*moves, *easy] if moves_first else [*easy, *moves], "warm_up")
    stretches = _ways(week, "cool_down", aerobic=False, relaxing=False)
    stretch = _edge(week, draft, stretches, "cool_down") if week.length >= picking.second_cool_down_from else None
    rest = _edge(week, draft, rests(week), "cool_down") or (
        None if stretch else _edge(week, draft, stretches, "cool_down")
    )
    draft.parts = [part for part in (before, *draft.parts, stretch, rest) if part is not None]


def add_more(week: Week, draft: Draft) -> bool:
    """One more easy thing where a session has to be longer than its exercises can make it; False when there is none."""
    more: list[tuple[list[Fits], Role]] = [(easy_aerobic(week), "warm_up"), (rests(week), "cool_down")]
    for ways, role in more:
        part = _edge(week, draft, ways, role, spare=False)
        if part is not None:
            draft.parts.append(part)
            return True
    return False


def serves(choice: Choice, ways: Iterable[Fits]) -> bool:
    """Whether an exercise may be a warm-up, or a cool-down, of one of these kinds."""
    exercise = choice.exercise
    return any(
        exercise.group == fits.group and exercise.grade <= fits.max_grade and exercise.dose.type in fits.dose_types
        for fits in ways
    )


def easy_aerobic(week: Week) -> list[Fits]:
    """Warm-ups that are easy aerobic work."""
    return _ways(week, "warm_up", aerobic=True)


def rests(week: Week) -> list[Fits]:
    """Cool-downs that are relaxation."""
    return _ways(week, "cool_down", aerobic=False, relaxing=True)


def _ways(week: Week, role: Role, *, aerobic: bool, relaxing: bool = False) -> list[Fits]:
    shape = week.judge.knowledge.scheduling.shape
    ways = shape.warm_up if role == "warm_up" else shape.cool_down
    return [
        fits
        for fits in ways
        if (fits.group in ("walking", "cardio")) == aerobic and (fits.group == "relaxation") == relaxing
    ]


def _edge(week: Week, draft: Draft, ways: list[Fits], role: Role, *, spare: bool = True) -> Part | None:
    """The best exercise of the first way that has a welcome one; with `spare` a main exercise may change its place."""
    best = [choice for choice in (_best(week, draft, fits, role) for fits in ways) if choice is not None]
    found = next((choice for choice in best if not choice.disliked), next(iter(best), None))
    if found is None:
        free = [
            part
            for part in draft.parts
            if spare and part.role == "main" and serves(part.choice, ways) and not part.balance
        ]
        if not free:
            return None
        draft.parts.remove(free[0])
        found = free[0].choice
    part = week.parts.get((found.slug, role))
    if part is None:
        part = week.parts[found.slug, role] = edge_part(found, role, length=week.length, judge=week.judge)
    return part


def _best(week: Week, draft: Draft, fits: Fits, role: Role) -> Choice | None:
    """The best exercise of one kind: truly easy, and possible where the session is (no floor beside a pool)."""
    picking = week.judge.knowledge.scheduling.picking
    kind = AEROBIC.get(draft.kind)
    places = picking.kinds[kind].positions if kind else POSITIONS

    def order(choice: Choice) -> tuple[int, ...]:
        near, easy = choice.exercise.position in places, choice.subgroup not in picking.not_easy
        grade = choice.exercise.grade if role == "warm_up" else 0  # a warm-up is not there to train
        return int(choice.disliked), int(not near), int(not easy), grade, *choice.key

    name = f"{role} {fits.group} {fits.max_grade} {fits.dose_types} {places}"
    return pick(week, draft, week.listed(name, lambda choice: serves(choice, [fits]), order=order))
