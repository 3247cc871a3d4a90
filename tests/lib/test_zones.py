"""Time zones by name."""

import pytest

from backfit.lib.zones import zone_named


@pytest.mark.parametrize("name", ["Europe/London", "Pacific/Kiritimati", "Pacific/Honolulu", "UTC", "Etc/GMT+5"])
def test_it_finds_a_zone(name: str) -> None:
    zone = zone_named(name)
    assert zone is not None
    assert zone.key == name


@pytest.mark.parametrize(
    "name", ["", "Mars/Base", "America", "../etc/passwd", "/etc/passwd", "a/../UTC", "\0", "zone.tab"]
)
def test_it_knows_what_is_none(name: str) -> None:
    assert zone_named(name) is None
