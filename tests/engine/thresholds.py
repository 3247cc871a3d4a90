"""The numbers of the knowledge, each moved a little while the YAML cases run: a case must notice."""

from collections.abc import Callable, Collection, Iterable, Iterator, MutableMapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import partial
from importlib import import_module
from itertools import product
from typing import Any

from pydantic import BaseModel

from exercises.strict_yaml import KnowledgeError
from programs.knowledge.load import knowledge
from programs.knowledge.schema.base import Rule
from tests.engine import journey
from tests.engine import test_alerts as alerts
from tests.engine import test_diary_cases as diary
from tests.engine import test_due_cases as due
from tests.engine import test_edits as edits
from tests.engine import test_grading_cases as grading
from tests.engine import test_learn_cases as learn
from tests.engine import test_matching_cases as matching
from tests.engine import test_measure_cases as measure
from tests.engine import test_progression_cases as progression
from tests.engine import test_running as running
from tests.engine import test_scheduling_cases as scheduling
from tests.engine import test_screening_cases as screening
from tests.engine import test_stage_cases as stage
from tests.engine import test_table_cases as tables
from tests.engine import test_waiting_cases as waiting

Check = Callable[[], None]
NOTICED = (AssertionError, LookupError, ValueError, TypeError, StopIteration, KnowledgeError)
NO_NUMBERS_OF_A_RULE = {"schema_", "review", "sources", "rules", "version"}
SMALL = 0.15
"""How far a share is moved: the least that always shows in eight repetitions. Everything else is moved by 1."""


@dataclass(frozen=True)
class Number:
    """A number as its file names it (`success.pain_up_to.pain`), and how to put another in its place."""

    word: str
    path: str
    value: float
    put: Callable[[float], None]

    @property
    def name(self) -> str:
        """How the list of exceptions calls it."""
        return f"{self.word}.{self.path}"

    def moved(self) -> Iterator[tuple[str, float]]:
        """Its two neighbours; no number goes below 0."""
        step = SMALL if isinstance(self.value, float) and self.value <= 1 else 1
        yield "up", self.value + step
        if self.value - step >= 0:
            yield "down", self.value - step


def numbers_of(word: str, part: str | None = None) -> list[Number]:
    """Every number that stands in a file, or in one part of it."""
    root: object = getattr(knowledge(), word)
    where = word
    if part is not None:
        root, where = getattr(root, part), f"{word}.{part}"
    return [
        Number(word, f"{where}.{path}".removeprefix(f"{word}."), value, put)
        for path, value, put in _leaves(root, lambda _value: None)
    ]


Side = tuple[str, Number, float]
"""A side of a number: its name (`success.completion_from up`), the number, and the value it would have."""


def sides_of(numbers: Iterable[Number]) -> Iterator[Side]:
    """Both sides of each of these."""
    for number in numbers:
        for way, value in number.moved():
            yield f"{number.name} {way}", number, value


Leaf = tuple[str, float, Callable[[float], None]]


def _leaves(node: object, put: Callable[[Any], None]) -> Iterator[Leaf]:
    """Path, value and setter of each number below; a tuple is replaced whole where it stands."""
    if isinstance(node, (int, float)) and not isinstance(node, bool):
        yield "", node, put
    elif isinstance(node, (BaseModel, dict, tuple)):
        for name, child, set_child in _children(node, put):
            for path, value, setter in _leaves(child, set_child):
                yield f"{name}.{path}".removesuffix("."), value, setter


def _children(node: object, put: Callable[[Any], None]) -> Iterator[tuple[str, object, Callable[[Any], None]]]:
    if isinstance(node, BaseModel):
        held: MutableMapping[str, object] = node.__dict__
        for name in type(node).model_fields:
            if name in node.model_fields_set and name not in NO_NUMBERS_OF_A_RULE:
                yield name, held[name], partial(held.__setitem__, name)
    elif isinstance(node, dict):
        for key, child in node.items():
            yield str(key), child, partial(node.__setitem__, key)
    elif isinstance(node, tuple):
        for at, child in enumerate(node):
            yield _called(child, at), child, partial(_replace, node, at, put)


def _called(child: object, at: int) -> str:
    """An entry goes by its name where it has one."""
    for field in ("slug", "id", "condition", "rule"):
        if isinstance(name := getattr(child, field, None), str):
            return name
    return str(at)


def _replace(before: tuple[object, ...], at: int, put: Callable[[Any], None], value: object) -> None:
    put((*before[:at], value, *before[at + 1 :]))


@contextmanager
def standing(number: Number, value: float) -> Iterator[None]:
    """Another number in its place, inside the block."""
    _forget()
    number.put(value)
    try:
        yield
    finally:
        number.put(number.value)
        _forget()


@contextmanager
def ruled(rules: dict[str, Rule]) -> Iterator[None]:
    """Other rules in the place of all of them, inside the block."""
    before = knowledge().rules
    object.__setattr__(knowledge(), "rules", rules)
    try:
        yield
    finally:
        object.__setattr__(knowledge(), "rules", before)


def _forget() -> None:
    journey._published.cache_clear()


def checks() -> dict[str, list[Check]]:
    """The YAML cases, by the word whose numbers they are likeliest to hold."""
    doses = [name for name, (_, case) in grading.CASES.items() if case.doses]
    return {
        "progression": [
            *_each(progression.test_it_decides_as_the_case_says, progression.CASES),
            *_each(diary.test_it_offers_as_the_case_says, diary.CASES),
            *_each(stage.test_it_leaves_or_stays_as_the_case_says, stage.CASES),
            *_running(),
        ],
        "screening": [
            *_each(screening.test_it_screens_as_the_case_says, screening.CASES),
            *_each(due.test_it_asks_and_holds_as_the_case_says, due.CASES),
        ],
        "grading": [
            *_each(grading.test_it_grades_as_the_case_says, grading.CASES),
            *_each(grading.test_it_doses_as_the_case_says, doses),
        ],
        "matching": _each(matching.test_it_matches_as_the_case_says, matching.CASES),
        "scheduling": [
            *_each(tables.test_it_gives_what_the_table_says, tables.CASES),
            *_each(scheduling.test_it_schedules_as_the_case_says, scheduling.CASES),
        ],
        "measures": [
            *_each(measure.test_it_scores_as_the_case_says, measure.SCORED),
            *_each(measure.test_it_says_which_change_matters, measure.COMPARED),
            *_each(measure.test_it_asks_for_what_the_case_says, measure.ASKED.cases),
            *_each(measure.test_it_tells_of_a_result_what_the_case_says, measure.TOLD.results),
            *_each(measure.test_it_tells_what_is_below_the_average_of_the_age, measure.AVERAGES),
            *_each(measure.test_it_says_when_the_work_has_brought_no_gain, measure.GAINED),
        ],
        "learn": _each(learn.test_it_offers_what_the_case_says, learn.CASES),
        "care": [
            *_each(alerts.test_it_raises_what_the_case_says_and_nothing_else, alerts.CASES),
            *_each(edits.test_it_allows_and_refuses_as_the_case_says, edits.CASES.cases),
            *_each(waiting.test_it_lets_an_alert_wait_as_the_case_says, waiting.CASES.waits),
            *_each(waiting.test_it_shows_an_alert_as_the_case_says, waiting.CASES.joins),
        ],
    }


def _running() -> list[Check]:
    return [
        *_each(running.test_it_opens_as_the_case_says, running.CASES.opens),
        *_each(running.test_it_grows_as_the_case_says, running.CASES.grows),
        *_each(running.test_a_run_counts_as_the_case_says, running.CASES.runs),
    ]


def _each(test: Callable[[Any], None], cases: Iterable[object]) -> list[Check]:
    return [partial(test, case) for case in cases]


def named(patterns: Iterable[str]) -> list[Check]:
    """The Python tests that some patterns name (`tests.engine.test_nudges:test_n1_*`), which take no fixtures."""
    checks: list[Check] = []
    for pattern in patterns:
        module, _, names = pattern.partition(":")
        tests = vars(import_module(module))
        found = [test for name, test in tests.items() if name.startswith("test_") and fnmatch(name, names)]
        if not found:
            raise LookupError(f"no test is called {pattern}")
        checks += [check for test in found for check in _with_parameters(test)]
    return checks


def _with_parameters(test: Callable[..., None]) -> Iterator[Check]:
    """The test once for each set of parameters that it is marked with."""
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    tables = [[_row(mark.args[0], values) for values in mark.args[1]] for mark in marks]
    for rows in product(*tables):
        yield partial(test, **{name: value for row in rows for name, value in row.items()})


def _row(names: str | tuple[str, ...], values: Any) -> dict[str, Any]:
    listed = names.split(", ") if isinstance(names, str) else names
    return dict(zip(listed, values if len(listed) > 1 else [values], strict=True))


READ_BY = {
    "progression": ("progression", "care", "grading"),
    "screening": ("screening", "matching", "progression"),
    "matching": ("grading", "matching", "progression", "screening", "scheduling"),
    "grading": ("grading", "scheduling", "progression", "matching"),
    "scheduling": ("scheduling",),
    "flags": ("grading", "scheduling"),
    "measures": ("measures", "care"),
    "care": ("care",),
    "learn": ("learn",),
}
"""Words whose cases show a file's numbers, the likeliest first; asking fewer is the stricter."""


class Cases:
    """The cases that may notice a file's numbers, those first that noticed something before."""

    def __init__(self, word: str) -> None:
        """Those of the word come first."""
        every = checks()
        self._order = [check for reader in READ_BY[word] for check in every[reader]]

    def notice(self, *sides: Side) -> bool:
        """Whether a case fails while these numbers are others."""
        with ExitStack() as moved:
            for _, number, value in sides:
                moved.enter_context(standing(number, value))
            for check in self._order:
                if _fails(check):
                    self._order.remove(check)
                    self._order.insert(0, check)
                    return True
        return False

    def unnoticed(self, sides: Iterable[Side]) -> list[str]:
        """The sides that no case notices."""
        return [side[0] for side in sides if not self.notice(side)]

    def noticed(self, sides: Sequence[Side]) -> list[str]:
        """The sides that a case notices, where few are expected: many are moved at once, and halved when one shows."""
        together: dict[tuple[str, ...], list[Side]] = {}
        for side in sides:
            # Both sides of a number exclude each other, and so do two places of one tuple, which is put whole.
            name, direction = side[0].split(" ")
            places = (part for part in name.split(".") if part.isdigit())
            together.setdefault((direction, *places), []).append(side)
        return [name for some in together.values() for name in self._halved(some)]

    def _halved(self, sides: Sequence[Side]) -> list[str]:
        if not self.notice(*sides):
            return []
        if len(sides) == 1:
            return [sides[0][0]]
        middle = len(sides) // 2
        return [*self._halved(sides[:middle]), *self._halved(sides[middle:])]


def any_fails(checks: Iterable[Check]) -> bool:
    """Whether one of them notices something."""
    return any(map(_fails, checks))


def is_listed(name: str, patterns: Collection[str]) -> bool:
    """Whether a side of a number (`success.completion_from up`) is named, by itself or with its neighbours."""
    return any(fnmatch(name, pattern) or fnmatch(name, f"{pattern} *") for pattern in patterns)


def _fails(check: Check) -> bool:
    try:
        check()
    except NOTICED:
        return True
    return False
