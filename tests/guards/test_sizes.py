"""Files fit on three screens and functions on one."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.files import GENERATED, ROOT, project_files, python_files

SUFFIXES = {".py", ".ts", ".svelte", ".css"}
SOURCE_LINES, TEST_LINES, FUNCTION_LINES = 250, 400, 40


def too_long(path: Path, text: str) -> Iterator[str]:
    limit = TEST_LINES if "tests" in path.parts or path.name.endswith(".test.ts") else SOURCE_LINES
    lines = len(text.splitlines())
    if lines > limit:
        yield f"{path} has {lines} lines, {limit} at most"


def long_functions(path: Path, text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{path}:{node.lineno} {node.name} has {lines} lines, {FUNCTION_LINES} at most"


def test_no_file_is_longer_than_three_screens() -> None:
    written = [path for path in project_files() if path.suffix in SUFFIXES and "migrations" not in path.parts]
    own = [path for path in written if path.as_posix() not in GENERATED]
    assert [line for path in own for line in too_long(path, (ROOT / path).read_text())] == []


def test_no_function_is_longer_than_one_screen() -> None:
    assert [line for path in python_files() for line in long_functions(path, (ROOT / path).read_text())] == []


def test_it_notices_a_long_file_and_knows_tests_from_source() -> None:
    text = "x = 1\n" * 251
    assert list(too_long(Path("programs/plans/reads.py"), text)) != []
    assert list(too_long(Path("tests/plans/test_reads.py"), text)) == []
    assert list(too_long(Path("frontend/src/plan/today.test.ts"), "x\n" * 401)) != []


def test_it_notices_a_long_function() -> None:
    body = "    x = 1\n" * 40
    assert list(long_functions(Path("a.py"), f"def f():\n{body}")) == ["a.py:1 f has 41 lines, 40 at most"]
    assert (
        list(long_functions(Path("a.py"), f"class A:\n    async def f(self):\n{body.replace('    ', '        ')}"))
        != []
    )
