"""The time zone a person's phone said last."""

import pytest

from backfit.accounts.models import User
from programs.logs.reads import zone_of
from tests.cast import phone_of
from tests.phone import answer, check_in, questionnaire, sync


def zone(user: User) -> str:
    return zone_of(user.id, seen_by=user).key


def test_it_is_utc_until_a_phone_says_one(alex: User) -> None:
    assert zone(alex) == "UTC"
    sync(phone_of(alex), check_in(1))
    assert zone(alex) == "UTC"


def test_it_comes_with_the_questionnaire_and_moves_with_the_phone(alex: User) -> None:
    phone = phone_of(alex)
    answer(phone)
    assert zone(alex) == "Europe/London"
    sync(phone, zone="Pacific/Kiritimati")
    assert zone(alex) == "Pacific/Kiritimati"
    sync(phone)
    assert zone(alex) == "Pacific/Kiritimati"


@pytest.mark.parametrize("said", ["Mars/Base", "+01:00", "../../etc/passwd", "America", ""])
def test_a_name_that_is_no_zone_stops_nothing(said: str, alex: User) -> None:
    phone = phone_of(alex)
    assert phone.post("/api/intake", questionnaire() | {"zone": "Asia/Tokyo"}).status_code == 200
    assert sync(phone, check_in(1), zone=said)["results"][0]["status"] == "applied"
    assert zone(alex) == "Asia/Tokyo"


def test_nobody_else_learns_it(alex: User, sam: User, dana: User) -> None:
    sync(phone_of(alex), zone="Asia/Tokyo")
    assert zone_of(alex.id, seen_by=sam).key == "UTC"
    assert zone_of(alex.id, seen_by=dana).key == "Asia/Tokyo"
