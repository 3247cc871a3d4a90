"""Every shape of a log that was ever released is still taken in, and still read."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from backfit.accounts.models import User
from backfit.lib import clock
from exercises.load import catalogue
from programs.engine.logs import BODIES, Kind
from programs.knowledge.load import knowledge
from programs.logs.models import Log, Space
from programs.logs.reads import entries_from
from programs.logs.upgrades import UPGRADES, Body, newest, upgraded
from programs.logs.writes import NewLog
from programs.sync.ops import OPS, read_op
from tests.cast import phone_of
from tests.phone import Json, new_id, op, sync

RELEASED = {path.stem: json.loads(path.read_text()) for path in sorted((Path(__file__).parent / "shapes").iterdir())}
CHANGED = """The body of `{kind}` has changed. Phones and rows with the old one are out there, so:
1. Add tests/sync/shapes/{kind}.<next number>.json: a log as today's app sends it, with "shape": "{shape}".
2. If the older ones there are no longer read, add a step to UPGRADES in programs/logs/upgrades.py and let `schema_`
   of {op} be the next number. Never change or remove a file of tests/sync/shapes.
"""


def kind_of(name: str) -> Kind:
    kind = name.partition(".")[0]
    assert kind in BODIES
    return kind


def shape_of(kind: Kind) -> str:
    """What a phone has to go by: the JSON schema of the body, without words about it."""
    schema = _bare(BODIES[kind].model_json_schema(by_alias=True))
    return hashlib.sha256(json.dumps(schema, sort_keys=True).encode()).hexdigest()[:16]


def _bare(node: Any, *, names: bool = False) -> Any:
    match node:
        case dict():
            kept = {key: value for key, value in node.items() if names or key not in {"title", "description"}}
            return {key: _bare(value, names=key in {"properties", "$defs"}) for key, value in kept.items()}
        case list():
            return [_bare(value) for value in node]
    return node


def as_sent(name: str) -> Json:
    released = RELEASED[name]
    more = {"replaces": new_id()} if kind_of(name) == "gone" else {}
    return op(kind_of(name), released["body"], schema=released["schema"], **more)


@pytest.mark.parametrize("kind", BODIES)
def test_a_shape_that_changes_is_kept_beside_the_ones_before(kind: Kind) -> None:
    shapes = [one["shape"] for name, one in RELEASED.items() if kind_of(name) == kind]
    assert shape_of(kind) in shapes, CHANGED.format(kind=kind, shape=shape_of(kind), op=OPS[kind].__name__)


@pytest.mark.parametrize("kind", BODIES)
def test_what_a_phone_is_told_to_send_is_the_newest(kind: Kind) -> None:
    assert OPS[kind].model_fields["schema_"].annotation.__args__ == (newest(kind),)  # type: ignore[union-attr]


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("name", RELEASED)
def test_it_takes_a_log_of_an_earlier_app(name: str) -> None:
    log = read_op(as_sent(name), received_at=clock.now(), knowledge=knowledge(), catalogue=catalogue())
    assert isinstance(log, NewLog), log
    assert isinstance(log.body, BODIES[log.kind])
    assert log.schema == newest(log.kind)


def test_it_reads_rows_of_every_shape_and_hands_them_on(alex: User) -> None:
    Space.objects.create(user=alex, seq=len(RELEASED))
    for seq, name in enumerate(RELEASED, 1):
        store(alex, as_sent(name), seq=seq)
    pulled = sync(phone_of(alex))["changes"]
    assert [one["kind"] for one in pulled] == [kind_of(name) for name in RELEASED]
    for one, released in zip(pulled, RELEASED.values(), strict=True):
        assert one["body"].items() >= released["body"].items()
    read = entries_from(clock.now().replace(year=2025), people=[alex.id], seen_by=alex)[alex.id]
    assert {entry.kind for entry in read} == set(BODIES) - {"gone"}


def store(user: User, sent: Json, *, seq: int) -> None:
    """The row that the server of that day made of it."""
    sent = sent | {"user": user, "seq": seq, "received_at": clock.now()}
    Log.objects.create(**sent)


STEPS = {"check_in": (lambda body: body | {"b": body.pop("a", None)}, lambda body: body | {"c": 3})}


@pytest.mark.parametrize(
    ("schema", "body", "then"),
    [(1, {"a": 1}, {"b": 1, "c": 3}), (2, {"b": 1}, {"b": 1, "c": 3}), (3, {"c": 4}, {"c": 4})],
)
def test_an_old_body_goes_through_every_step_since(schema: int, body: Body, then: Body) -> None:
    assert newest("check_in", upgrades=STEPS) == 3
    assert upgraded(body, kind="check_in", schema=schema, upgrades=STEPS) == then
    assert upgraded(body, kind="note", schema=1, upgrades=STEPS) == body


@pytest.mark.parametrize("garbage", [{}, {"on": None}, {"items": 7, "answers": []}])
def test_every_step_takes_whatever_a_phone_sends(garbage: Body) -> None:
    for kind, steps in UPGRADES.items():
        for schema in range(1, len(steps) + 1):
            assert isinstance(upgraded(dict(garbage), kind=kind, schema=schema), dict)
