"""Runs the cases of tests/cases/screening: who may start, and what is said to who may not."""

import pytest

from programs.engine.contract import Approval, Outcome
from tests.engine.intakes import Case, CaseFile, files, prescribed


class Screened(Case):
    """`needs` are all of them; `rules` are among the reasons, `advice` among the advice, `says` in its texts.

    `lacks` are rules of neither.
    """

    outcome: Outcome
    needs: tuple[Approval, ...] = ()
    rules: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


class ScreenedFile(CaseFile):
    """Cases of the safety screen."""

    cases: tuple[Screened, ...]


FILES = files("screening", ScreenedFile)
CASES = {f"{stem}: {case.name}": (file, case) for stem, file in FILES.items() for case in file.cases}


@pytest.mark.parametrize("name", CASES)
def test_it_screens_as_the_case_says(name: str) -> None:
    file, case = CASES[name]
    answer = prescribed(file.common, case.intake)
    assert (answer.outcome, answer.needs) == (case.outcome, case.needs)
    assert {f"screening.{rule}" for rule in case.rules} <= {reason.rule for reason in answer.reasons}
    told = {reason.rule for reason in answer.reasons} | {advice.id for advice in answer.advice}
    assert not {f"screening.{rule}" for rule in case.lacks} & told
    assert set(case.advice) <= {advice.id for advice in answer.advice}
    texts = " ".join(advice.text for advice in answer.advice)
    assert [words for words in case.says if words not in texts] == []
    assert (answer.program is not None) == (case.outcome == "plan")


def test_the_cases_have_names_of_their_own() -> None:
    assert len(CASES) == sum(len(file.cases) for file in FILES.values())
