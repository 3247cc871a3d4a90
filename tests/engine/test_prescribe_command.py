"""`manage.py prescribe` as a program: what it prints, how it ends, how fast it is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INTAKE = {"schema": 1, "age": 34, "answers": {"*": "no"}, "conditions": ["sciatica"], "pain_worst_24h": 5}
STOPPED = {"schema": 1, "age": 34, "answers": {"*": "no", "RF01": "yes"}}


def _run(text: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    """The command with no service to reach and no environment variable but the path."""
    return subprocess.run(
        [sys.executable, "manage.py", "prescribe", *options],
        input=text.encode("utf-8", "surrogatepass"),
        capture_output=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        check=False,
    )


def test_it_answers_on_standard_output_and_ends_well() -> None:
    done = _run(json.dumps(INTAKE))
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout)
    assert list(answer) == [
        "schema", "knowledge", "outcome", "needs", "assumed", "reasons", "phase", "irritability", "age_band", "stage",
        "grade_cap", "direction", "program", "excluded", "advice", "limits",
    ]  # fmt: skip
    assert (answer["schema"], answer["outcome"]) == (1, "plan")


def test_a_stop_ends_well_too() -> None:
    done = _run(json.dumps(STOPPED))
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert (answer["outcome"], answer["program"], answer["limits"]) == ("emergency_now", None, None)


def test_it_answers_a_batch_in_order_and_as_one_by_one() -> None:
    batch = json.loads(_run(json.dumps([INTAKE, STOPPED, INTAKE]), "--batch").stdout)
    assert [answer["outcome"] for answer in batch] == ["plan", "emergency_now", "plan"]
    assert batch[0] == json.loads(_run(json.dumps(INTAKE)).stdout)


def test_an_empty_batch_is_an_empty_answer() -> None:
    assert json.loads(_run("[]", "--batch").stdout) == []


def test_pretty_says_the_same_over_several_lines() -> None:
    plain, pretty = _run(json.dumps(INTAKE)).stdout, _run(json.dumps(INTAKE), "--pretty").stdout
    assert json.loads(plain) == json.loads(pretty)
    assert plain.count(b"\n") == 1
    assert pretty.count(b"\n") > 100


def test_the_same_intake_is_answered_byte_for_byte_the_same() -> None:
    turned = json.dumps(dict(reversed(INTAKE.items())), indent=3)
    assert _run(json.dumps(INTAKE)).stdout == _run(turned).stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not valid JSON"),
        ("{", "not valid JSON"),
        ("[]", "allowed is one JSON object"),
        ('{"schema": 1, "age": NaN, "answers": {}}', "NaN"),
        ('{"schema": 1, "age": 34, "age": 35, "answers": {}}', "repeated"),
        ('{"schema": 1, "age": 34, "answers": {"RF01": "no", "RF01": "yes"}}', "repeated"),
        ('{"schema": 1, "age": 34, "answers": {}, "onset_weeks": -Infinity}', "Infinity"),
        ('{"schema": 1, "age": 34, "answers": {}, "onset_weeks": 1e999}', "too large"),
        ('{"schema": 1, "age": 1' + "0" * 5000 + ', "answers": {}}', "too large"),
        ('{"schema": 1, "age": 34.0, "answers": {}}', "age is 34.0"),
        ("[" * 100_000, "nested too deeply"),
        ("\ud800", ""),
    ],
)
def test_it_refuses_with_one_line_and_two(text: str, said: str) -> None:
    done = _run(text)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1
    assert said in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_batch_names_the_item_that_is_wrong_and_answers_none() -> None:
    done = _run(json.dumps([INTAKE, {"schema": 1}]), "--batch")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"item 1: " in done.stderr
    assert _run(json.dumps(INTAKE), "--batch").returncode == 2


def test_a_thousand_come_back_each_in_its_place() -> None:
    """How long they take is measured in bench/prescribe.py."""
    batch = [{**INTAKE, "age": 18 + number % 80, "minutes": 5 + number % 100} for number in range(1000)]
    done = _run(json.dumps(batch), "--batch")
    assert done.returncode == 0
    answers = json.loads(done.stdout)
    assert len(answers) == len(batch)
    assert answers[617] == json.loads(_run(json.dumps(batch[617])).stdout)
