"""The lock files work for everybody: they name only the public registries, and they are whole."""

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from tests.guards.files import ROOT

PUBLIC_HOSTS = {"pypi.org", "files.pythonhosted.org", "registry.npmjs.org"}
HOST = re.compile(r"(?:https?|file|git|ssh)[\w+]*://([^/\s\"']*)")
# Addresses that npm copies from a package's own description, and asks nothing of.
DESCRIPTIVE = {"funding", "license", "homepage"}


def other_hosts(text: str) -> set[str]:
    return set(HOST.findall(text)) - PUBLIC_HOSTS


def sources_of(node: Any) -> Iterator[str]:
    """Every text in an npm lock but those that only describe a package."""
    match node:
        case str():
            yield node
        case list():
            for item in node:
                yield from sources_of(item)
        case dict():
            for key, value in node.items():
                if key not in DESCRIPTIVE:
                    yield from sources_of(value)


def missing_optionals(lock: dict[str, Any]) -> set[str]:
    """Names that some package wants for one platform and `npm ci` could not find there."""
    packages = lock["packages"]
    wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    present = {path.rpartition("node_modules/")[2] for path in packages}
    return wanted - present


def test_uv_lock_names_only_public_hosts() -> None:
    assert other_hosts((ROOT / "uv.lock").read_text()) == set()


def test_uv_lock_holds_what_pyproject_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    pins = [
        *project["project"]["dependencies"],
        *(pin for group in project["dependency-groups"].values() for pin in group),
    ]
    locked = {(p["name"], p.get("version")) for p in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    named = {(name, version) for name, version in (re.sub(r"\[.*?\]", "", pin).split("==") for pin in pins)}
    assert named - locked == set()


def test_the_npm_lock_names_only_the_public_host_and_is_whole() -> None:
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text())
    assert other_hosts("\n".join(sources_of(lock))) == set()
    assert missing_optionals(lock) == set()


def test_the_npm_lock_holds_what_package_json_pins() -> None:
    package = json.loads((ROOT / "frontend/package.json").read_text())
    top = json.loads((ROOT / "frontend/package-lock.json").read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert package.get(kind, {}) == top.get(kind, {})
        assert all(re.fullmatch(r"\d[\w.+-]*", version) for version in package.get(kind, {}).values())


def test_it_notices_a_mirror_and_a_hole() -> None:
    assert other_hosts('url = "https://mirror.example/simple/x.whl"') == {"mirror.example"}
    assert other_hosts('url = "file:///opt/wheels/x.whl"') == {""}
    torn = {"": {}, "node_modules/a": {"optionalDependencies": {"b": "1", "c": "1"}}, "node_modules/b": {}}
    assert missing_optionals({"packages": torn}) == {"c"}
