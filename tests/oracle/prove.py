"""The whole safety proof, in two processes with a progress bar: `make prove`."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from typing import Literal

from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.prescribe import prescribe
from programs.knowledge.load import knowledge
from tests.oracle import book
from tests.oracle.folds import check_life
from tests.oracle.people import SEED, person
from tests.oracle.plans import Made, check
from tests.oracle.recorded import Rules
from tests.oracle.tally import Tally
from tests.oracle.walk import SETS, turns, walk

Part = Literal["pools", "plans", "diaries"]
ROUNDS = 450
"""How often each set of conditions is prescribed for: enough for the plans asked for."""
PLANS = 200_000
BOOKS, LIVES = 120, 20
"""Diaries: so many times so many people."""
DIARIES = 2_000
APART = 101
"""Between one person of the sample and the next who keeps a diary: no factor in common with the sets of conditions."""
EACH = 100
"""How often everything of the sample occurs at least."""
BAR = 40


@cache
def rules() -> Rules:
    """The engine's rules with their answers, kept from one part of the walk to the next."""
    return Rules()


def pools(number: int) -> Tally:
    """One turn of the walk."""
    return walk(turns()[number], rules=rules())


def plans(number: int) -> Tally:
    """One round of the sample: a plan for every set of conditions."""
    tally = Tally()
    for place in range(len(SETS)):
        prove_plan(person(number * len(SETS) + place), tally)
    return tally


def prove_plan(told: dict[str, object], tally: Tally) -> None:
    """Prescribes for one person, and checks all of it."""
    said = prescribe(Intake.model_validate(told), knowledge=knowledge(), catalogue=catalogue())
    check(Made(told, said), tally)


def diaries(number: int) -> Tally:
    """Twelve weeks of some people with a plan; who gets none is left out."""
    tally = Tally()
    for place in range(LIVES):
        check_life((number * LIVES + place) * APART, tally)
    return tally


PARTS: dict[Part, tuple[Callable[[int], Tally], int]] = {
    "pools": (pools, len(turns())),
    "plans": (plans, ROUNDS),
    "diaries": (diaries, BOOKS),
}


@dataclass
class Bar:
    """A line that says how far it is; to a file or a pipe only now and then."""

    total: int
    done: int = 0
    began: float = 0.0

    def __post_init__(self) -> None:
        self.began = time.monotonic()

    def step(self) -> None:
        """One piece more."""
        self.done += 1
        is_seen = sys.stdout.isatty()
        if not is_seen and self.done % (self.total // 20 or 1):
            return
        spent = time.monotonic() - self.began
        left = spent / self.done * (self.total - self.done)
        full = BAR * self.done // self.total
        line = f"[{'#' * full}{'.' * (BAR - full)}] {self.done * 100 // self.total:3} %, {left / 60:4.1f} min to go"
        print(line, end="\r" if is_seen else "\n", flush=True)


def run(parts: Sequence[Part], *, processes: int) -> dict[Part, Tally]:
    """Every piece of these parts, added up."""
    found: dict[Part, Tally] = {part: Tally() for part in parts}
    with ProcessPoolExecutor(processes) as workers:
        running = {workers.submit(PARTS[part][0], n): part for part in parts for n in range(PARTS[part][1])}
        bar = Bar(len(running))
        for ended in as_completed(running):
            new, sum_ = ended.result(), found[running[ended]]
            for fault in new.faults[: 0 if sum_.faults else 1]:
                print(f"\n{fault}")  # the first of a part at once; all of them come at the end
            sum_ += new
            bar.step()
    return found


def too_few(seen: Tally) -> list[str]:
    """What the plans hold less often than they should; a bare red flag never has a plan."""
    listed = {
        "conditions": list(book.conditions()),
        "flags": [flag for flag in book.flags() if flag != "red-flag"],
        "bands": list(book.bands()),
        "stages": [str(stage) for stage in book.STAGES],
        "kit": list(book.vocabulary()["kit"]),
        "pairs": [" + ".join(pair) for pair in SETS if len(pair) > 1],
    }
    counted = [(word, name, seen.seen[word, name]) for word, names in listed.items() for name in names]
    for word, names in listed.items():
        print(f"  {word:10} {len(names):3}, each at least {min(n for w, _, n in counted if w == word)} times")
    few = [f"{word} {name}: {count} plans" for word, name, count in counted if count < EACH]
    return few + ([f"{seen.seen['outcomes', 'plan']} plans"] if seen.seen["outcomes", "plan"] < PLANS else [])


def table(found: dict[Part, Tally]) -> None:
    """Prints how often each invariant was checked, and how often it did not hold."""
    print(f"\n{'':6}{''.join(f'{part:>12}' for part in found)}{'violations':>12}  ")
    for invariant, entry in book.invariants().items():
        counts = "".join(f"{tally.checked[invariant]:12,}" for tally in found.values())
        if any(tally.checked[invariant] for tally in found.values()):
            print(
                f"{invariant}{counts}{sum(tally.wrong[invariant] for tally in found.values()):12}  {entry['sentence']}"
            )
        else:
            print(f"{invariant}  held by {entry['held_by'][0]}")


def main() -> int:
    """Runs the parts that are named, all of them by default; 1 if anything does not hold."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--only", choices=list(PARTS), action="append", help="a part, instead of all")
    words.add_argument("--processes", type=int, default=2)
    asked = words.parse_args()
    parts: list[Part] = asked.only or list(PARTS)
    people = sum(turn.size() for turn in turns())
    print(f"{people:,} pools, {ROUNDS * len(SETS):,} prescriptions, {BOOKS * LIVES:,} people of 12 weeks; seed {SEED}")
    found = run(parts, processes=asked.processes)
    table(found)
    few: list[str] = []
    if "plans" in found:
        outcomes = {name: count for (word, name), count in found["plans"].seen.items() if word == "outcomes"}
        print("\nprescriptions: " + ", ".join(f"{count:,} {name}" for name, count in sorted(outcomes.items())))
        few = too_few(found["plans"])
    if "diaries" in found:
        kept = sum(count for (word, _), count in found["diaries"].seen.items() if word == "diaries")
        print(f"diaries: {kept:,}")
        few += [f"{kept} diaries"] if kept < DIARIES else []
    faults = [fault for tally in found.values() for fault in tally.faults]
    print("\n".join(map(str, [*faults, *few])) or "\nNo violation.")
    spent = os.times()
    print(f"{spent.user + spent.children_user:.0f} s of CPU in {asked.processes} processes")
    return 1 if faults or few else 0


if __name__ == "__main__":
    sys.exit(main())
