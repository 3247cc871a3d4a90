"""`manage.py decide` from outside: JSON in, JSON out, one line and exit 2 for what is not valid."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]


def decided(given: str | bytes, *options: str) -> str:
    out, before = io.StringIO(), sys.stdin
    sys.stdin = io.TextIOWrapper(io.BytesIO(given if isinstance(given, bytes) else given.encode()))
    try:
        call_command("decide", *options, stdout=out)
    finally:
        sys.stdin = before
    return out.getvalue()


def test_it_runs_with_no_environment_and_no_service() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "manage.py", "decide"],
        input=b'{"pain_during": 6}',
        capture_output=True,
        env={},
        check=True,
    )
    answer = json.loads(ran.stdout)
    assert set(answer) == {"action", "rule", "because", "source"}
    assert (answer["action"], answer["rule"]) == ("REGRESS", "progression.R4")


def test_it_leaves_with_two_and_one_line_for_what_is_not_valid() -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "manage.py", "decide"],
        input=b'{"pain_during": 11}',
        capture_output=True,
        env={},
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == b""
    assert ran.stderr.decode().count("\n") == 1
    for word in ("pain_during", "11", "0 to 10"):
        assert word in ran.stderr.decode()


def test_a_batch_keeps_its_order() -> None:
    answers = json.loads(decided('[{"pain_during": 8}, {}, {"red_flag": "emergency"}]', "--batch"))
    assert [answer["action"] for answer in answers] == ["FLARE_PLAN", "HOLD_AWAIT_MORNING", "STOP_EMERGENCY"]
    assert json.loads(decided("[]", "--batch")) == []


def test_the_same_input_gives_the_same_bytes_and_pretty_only_indents() -> None:
    given = '{"pain_during": 8, "flares_42d": 2, "pain_morning": 5}'
    assert decided(given) == decided(given)
    assert json.loads(decided(given, "--pretty")) == json.loads(decided(given))
    assert "\n  " in decided(given, "--pretty")


@pytest.mark.parametrize(
    "given", ["{}", '{"schema": 1}', '{"weekly_increase_pct": 10}', '{"weekly_increase_min": -3.5}']
)
def test_it_takes_what_is_valid(given: str) -> None:
    assert json.loads(decided(given))["action"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        (b"\xff", "decode"),
        ("[{}]", "one JSON object"),
        ("null", "one JSON object"),
        ('{"pain": 3}', "unknown field 'pain'"),
        ('{"schema": 2}', "schema is 2"),
        ('{"schema": true}', "schema is true"),
        ('{"rpe": true}', "rpe is true"),
        ('{"rpe": 4.5}', "rpe is 4.5"),
        ('{"rpe": "4"}', "rpe is '4'"),
        ('{"rpe": 4, "rpe": 5}', "'rpe' is repeated"),
        ('{"rpe_hi": null}', "rpe_hi is null"),
        ('{"completion": 101}', "completion is 101"),
        ('{"limb_minutes": -1}', "limb_minutes is -1"),
        ('{"neuro_new": 1}', "neuro_new is 1"),
        ('{"mode": "Pain"}', "mode is 'Pain'"),
        ('{"weekly_increase_pct": NaN}', "NaN"),
        ('{"weekly_increase_pct": 1e999}', "too large"),
        ('{"weekly_increase_pct": "10"}', "weekly_increase_pct is '10'"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_it_refuses_what_is_not(given: str | bytes, words: str) -> None:
    with pytest.raises(CommandError, match=re.escape(words)) as refusal:
        decided(given)
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)


def test_it_names_the_item_of_a_batch_that_is_wrong() -> None:
    with pytest.raises(CommandError, match="item 1: limb is 'x'"):
        decided('[{}, {"limb": "x"}]', "--batch")
    with pytest.raises(CommandError, match="one JSON array"):
        decided("{}", "--batch")
