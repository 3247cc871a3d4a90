"""Logs of earlier apps in the shape of today: a stored row never changes, so it is upgraded when it is read."""

from collections.abc import Callable, Mapping, Sequence

from pydantic import JsonValue

Body = dict[str, JsonValue]
Upgrade = Callable[[Body], Body]
"""Makes a body of one schema one of the next; it takes whatever a phone may send, as what it gives is checked then."""
Upgrades = Mapping[str, Sequence[Upgrade]]

UPGRADES: Upgrades = {}
"""For each kind the steps from schema 1 to 2, from 2 to 3 and so on; a kind without any is at schema 1.

A field that came with a default needs no step. `tests/sync/shapes` holds a log of every shape that was released.
"""


def newest(kind: str, *, upgrades: Upgrades = UPGRADES) -> int:
    """The schema of `kind` that today's app sends."""
    return len(upgrades.get(kind, ())) + 1


def upgraded(body: Body, *, kind: str, schema: int, upgrades: Upgrades = UPGRADES) -> Body:
    """`body`, of the given schema (from 1), in the newest."""
    for upgrade in upgrades.get(kind, ())[schema - 1 :]:
        body = upgrade(body)
    return body
