"""What was checked, how often, and what was wrong: counts that add up over processes."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SHOWN = 5
"""How many faults of one invariant are told in full."""


@dataclass(frozen=True)
class Fault:
    """An invariant that does not hold: what is wrong, and the intake that shows it."""

    invariant: str
    what: str
    told: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.invariant}: {self.what}\n  echo '{json.dumps(self.told)}' | python manage.py prescribe"


@dataclass
class Tally:
    """Counts by invariant, the first faults of each, and what the sample held."""

    checked: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    seen: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, invariant: str, faults: Iterable[str] | None, told: dict[str, Any]) -> None:
        """One check; None where the invariant says nothing of this person."""
        if faults is None:
            return
        self.checked[invariant] += 1
        for what in faults:
            self.wrong[invariant] += 1
            if self.wrong[invariant] <= SHOWN:
                self.faults.append(Fault(invariant, what, told))

    def __iadd__(self, other: "Tally") -> "Tally":
        self.checked += other.checked
        self.faults += [fault for fault in other.faults if self.wrong[fault.invariant] < SHOWN]
        self.wrong += other.wrong
        self.seen += other.seen
        return self
