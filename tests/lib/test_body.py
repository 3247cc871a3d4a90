"""What a request brings: too much, broken, or not of the shape."""

import io

import pytest
from pydantic import BaseModel, ConfigDict
from rest_framework.exceptions import ParseError

from backfit.lib.body import ERRORS_SHOWN, LIMIT_BYTES, LimitedJSONParser, parsed
from backfit.lib.errors import Invalid, TooLarge


class Walk(BaseModel):
    model_config = ConfigDict(extra="forbid")

    minutes: int
    notes: list[str] = []


def parse(raw: bytes) -> object:
    return LimitedJSONParser().parse(io.BytesIO(raw))


def fields(data: object) -> dict[str, str]:
    with pytest.raises(Invalid) as refusal:
        parsed(data, shape=Walk)
    return {error.field: error.reason for error in refusal.value.errors}


def test_it_reads_json_up_to_the_limit() -> None:
    padding = b" " * (LIMIT_BYTES - 2)
    assert parse(b"{}" + padding) == {}
    with pytest.raises(TooLarge, match="60 KB"):
        parse(b"{}" + padding + b" ")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"nonsense", b"\xff\xfe", b"[" * 50_000, b"[NaN]", b"[1e999]", b'{"a":1,"a":2}', b"9" * 5000],
    ids=["nothing", "half", "words", "no UTF-8", "deep", "NaN", "infinite", "a key twice", "endless number"],
)
def test_it_refuses_what_is_no_strict_json(raw: bytes) -> None:
    with pytest.raises(ParseError):
        parse(raw)


def test_it_gives_the_shape() -> None:
    assert parsed({"minutes": 3}, shape=Walk) == Walk(minutes=3)


def test_it_names_every_field_that_does_not_fit_and_repeats_nothing_private() -> None:
    found = fields({"minutes": "my secret", "notes": [1], "extra": 1})
    assert set(found) == {"minutes", "notes.0", "extra"}
    assert "secret" not in " ".join(found.values())


def test_it_shows_only_so_many() -> None:
    assert len(fields({"minutes": 1, "notes": list(range(1000))})) == ERRORS_SHOWN


def test_it_refuses_a_nul_wherever_it_hides() -> None:
    assert set(fields({"minutes": 1, "notes": ["fine", "a\x00b"]})) == {"notes.1"}
    assert set(fields({"minutes": 1, "no\x00tes": []})) == {""}


def test_deep_nesting_is_refused_and_not_an_error() -> None:
    deep: object = "end"
    for _ in range(5000):
        deep = [deep]
    assert "extra" in fields({"minutes": 1, "extra": deep})


@pytest.mark.parametrize("data", [None, [], "text", 3])
def test_it_refuses_what_is_no_object(data: object) -> None:
    assert set(fields(data)) == {""}
