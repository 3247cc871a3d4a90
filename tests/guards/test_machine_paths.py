"""No file knows the machine it was written on."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.guards.files import ROOT, project_files

TEXT = {".py", ".ts", ".svelte", ".css", ".html", ".json", ".yaml", ".yml", ".toml", ".md", ".lock", ".mjs", ""}
HOMES = ("root", "home", "Users")
# A folder at the root of the file system: not a part of a longer path, nor of an address.
PATH = re.compile(rf"(?<![\w./:])/(?:{'|'.join(HOMES)})/\w")


def machine_paths(path: Path, text: str, *, checkout: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if PATH.search(line) or (checkout.count("/") > 1 and f"{checkout}/" in line):
            yield f"{path}:{number} names a folder of somebody's machine"


def test_no_file_names_a_folder_of_this_machine() -> None:
    texts = [path for path in project_files() if path.suffix in TEXT]
    assert [
        found for path in texts for found in machine_paths(path, (ROOT / path).read_text(), checkout=str(ROOT))
    ] == []


def test_it_notices_such_folders() -> None:
    checkout = "/srv/somewhere/backfit"
    for home in HOMES:
        assert list(machine_paths(Path("a"), f"see /{home}/x", checkout=checkout)) != []
    assert list(machine_paths(Path("a"), f'open("{checkout}/a.txt")', checkout=checkout)) != []
    assert list(machine_paths(Path("a"), "https://example.org/home/x and data/home/x", checkout=checkout)) == []
