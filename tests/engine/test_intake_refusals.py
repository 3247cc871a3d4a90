"""What `prescribe` refuses to read: the cases of tests/cases/intake, and vocabularies that are closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, JsonValue

from backfit.lib.strict_shape import InvalidInput
from exercises.load import catalogue
from programs.engine.contract import Intake
from programs.engine.prescribe import prescribe
from programs.engine.screening import read_intake
from programs.knowledge.load import knowledge
from tests.engine.intakes import CASES as FOLDER
from tests.engine.intakes import HEALTHY, read, read_yaml


class Refused(BaseModel):
    """An intake that can't be read; `says` are words of the one line that tells why."""

    model_config = ConfigDict(extra="forbid")

    name: str
    intake: dict[str, JsonValue]
    says: tuple[str, ...]


class RefusedFile(BaseModel):
    """Cases of refusal."""

    model_config = ConfigDict(extra="forbid")

    cases: tuple[Refused, ...]


REFUSED = {case.name: case for case in RefusedFile.model_validate(read_yaml(FOLDER / "intake" / "refusals.yaml")).cases}


def _line(raw: object) -> str:
    with pytest.raises(InvalidInput) as refusal:
        read_intake(raw, knowledge=knowledge(), catalogue=catalogue())
    return str(refusal.value)


@pytest.mark.parametrize("name", REFUSED)
def test_it_refuses_in_one_line_that_says_what_is_allowed(name: str) -> None:
    case = REFUSED[name]
    line = _line({**HEALTHY, **case.intake})
    assert [words for words in case.says if words not in line] == []
    assert "allowed" in line
    assert line.isascii()
    assert "\n" not in line


@pytest.mark.parametrize("raw", [None, True, 1, 1.5, "x", [], [{}]])
def test_it_refuses_what_is_no_object(raw: JsonValue) -> None:
    assert "allowed is one JSON object" in _line(raw)


@pytest.mark.parametrize("field", ["schema", "age", "answers"])
def test_it_refuses_what_leaves_out_a_required_field(field: str) -> None:
    assert f"{field} is missing" in _line({key: value for key, value in HEALTHY.items() if key != field})


def test_the_python_name_of_a_field_is_no_name_for_it() -> None:
    assert "unknown field 'schema_'" in _line({**HEALTHY, "schema_": 1})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(field=st.sampled_from([*Intake.model_fields, "schema", "answers"]), value=JSON)
def test_whatever_stands_in_a_field_it_is_read_or_refused(field: str, value: JsonValue) -> None:
    line = ""
    try:
        intake = read_intake({**HEALTHY, field: value}, knowledge=knowledge(), catalogue=catalogue())
    except InvalidInput as refusal:
        line = str(refusal)
    if line:
        assert "allowed" in line
        assert "\n" not in line
    else:
        assert prescribe(intake, knowledge=knowledge(), catalogue=catalogue()).advice


def test_it_takes_the_defaults_of_the_contract() -> None:
    intake = read()
    assert (intake.sex, intake.activity, intake.swims) == ("unspecified", "some", "no")
    assert (intake.days, intake.minutes) == (("mon", "wed", "fri"), 20)
    assert intake.country is None


def test_every_word_of_a_vocabulary_is_taken() -> None:
    known, words = knowledge(), catalogue().vocabulary
    read({"conditions": list(known.conditions), "flags": list(known.flags)})
    read({"equipment": [*words.kit, *words.kit_synonyms, *words.household], "without": list(words.household)})
    read({"likes": [*words.groups, *words.positions, *catalogue().exercises], "dislikes": ["walking"]})
    read({"answers": {item.id: "unsure" for item in known.screening.items}})
    read({"answers": {"RF04": "prefer_not"}, "country": "NO"})


def test_each_country_of_iso_3166_is_known() -> None:
    codes = knowledge().emergency.iso_3166
    assert len(codes) == len(set(codes)) == 249
    assert set(knowledge().emergency.countries) <= set(codes)
