"""What the project has forbidden itself, found in the syntax tree rather than by eye."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.guards.files import ROOT, python_files

CLOCK = Path("backfit/lib/clock.py")
CLOCK_READERS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"),
    *("timezone.now", "timezone.localdate", "timezone.localtime"),
}
TIMES = {"now", "today", "at", "clock"}
OWN = ("backfit", "exercises", "programs")


def findings(path: Path, text: str) -> Iterator[str]:
    tree = ast.parse(text)
    clock_reads = [] if path == CLOCK else _clock_reads(tree)
    for found, line in [*_anywhere(tree), *clock_reads, *_enqueued(tree, committed=False)]:
        yield f"{path}:{line} {found}"


def _anywhere(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from (
                    ("imports inside a function", inner.lineno) for inner in ast.walk(node) if _is_import(inner)
                )
                yield from ((f"lets {name} default to None", node.lineno) for name in _times_without_value(node.args))
            case ast.ExceptHandler(type=None):
                yield "catches everything", node.lineno
            case ast.ExceptHandler(type=kind) if kind and _names(kind) & {"Exception", "BaseException"}:
                yield "catches everything", node.lineno
            case ast.Call(func=ast.Attribute(attr="patch"), args=[ast.Constant(value=str(name)), *_]):
                if name.startswith(OWN):
                    yield f"replaces our own {name}", node.lineno


def _is_import(node: ast.AST) -> TypeGuard[ast.Import | ast.ImportFrom]:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _times_without_value(arguments: ast.arguments) -> list[str]:
    positional = [*arguments.posonlyargs, *arguments.args]
    ends = zip(reversed(positional), reversed(arguments.defaults), strict=False)
    keyword = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return [
        argument.arg
        for argument, default in [*ends, *keyword]
        if argument.arg in TIMES and isinstance(default, ast.Constant) and default.value is None
    ]


def _clock_reads(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            read = ".".join(ast.unparse(node).split(".")[-2:])
            if read in CLOCK_READERS:
                yield f"reads the time by {read}", node.lineno
        if isinstance(node, ast.ImportFrom) and {f"{node.module}.{alias.name}" for alias in node.names} & CLOCK_READERS:
            yield "imports what reads the time", node.lineno


def _enqueued(node: ast.AST, *, committed: bool) -> Iterator[tuple[str, int]]:
    """Tasks sent off before the transaction holds: the worker would not find the row yet."""
    if isinstance(node, ast.Attribute) and node.attr in {"delay", "apply_async"} and not committed:
        yield "enqueues outside on_commit", node.lineno
    on_commit = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("on_commit")
    for child in ast.iter_child_nodes(node):
        yield from _enqueued(child, committed=committed or on_commit)


def test_no_forbidden_construct() -> None:
    assert [found for path in python_files() for found in findings(path, (ROOT / path).read_text())] == []


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("def f():\n    import json", "imports inside a function"),
        ("try:\n    f()\nexcept Exception:\n    pass", "catches everything"),
        ("try:\n    f()\nexcept (KeyError, Exception):\n    pass", "catches everything"),
        ("try:\n    f()\nexcept:\n    pass", "catches everything"),
        ("import datetime\nx = datetime.datetime.now()", "reads the time"),
        ("from django.utils import timezone\nx = timezone.now()", "reads the time"),
        ("created_at = DateTimeField(default=timezone.now)", "reads the time"),
        ("from time import time", "imports what reads the time"),
        ("def f(*, now=None): ...", "lets now default to None"),
        ("def f(a, today=None): ...", "lets today default to None"),
        ("send.delay(1)", "enqueues outside on_commit"),
        ("send.apply_async(kwargs={})", "enqueues outside on_commit"),
        ("mock.patch('programs.plans.reads.plan_of')", "replaces our own"),
    ],
)
def test_it_notices(planted: str, said: str) -> None:
    assert said in "\n".join(findings(Path("programs/plans/planted.py"), planted))


@pytest.mark.parametrize(
    "honest",
    [
        "transaction.on_commit(lambda: send.delay(1))",
        "on_commit(partial(send.delay, 1))",
        "import time\nx = time.monotonic()",
        "def f(*, now: datetime) -> None: ...",
        "def f(*, note: str | None = None) -> None: ...",
        "try:\n    f()\nexcept KeyError:\n    pass",
    ],
)
def test_it_lets_honest_code_be(honest: str) -> None:
    assert list(findings(Path("programs/plans/honest.py"), honest)) == []
