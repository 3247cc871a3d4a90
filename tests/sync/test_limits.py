"""How much and how often one person's phones may send."""

import json
import logging

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.test import override_settings

from backfit.accounts.models import User
from tests.cast import phone_of
from tests.phone import check_in, sync, upload

LIMIT = 60
NO_CACHE = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


def test_it_takes_60_requests_a_minute_of_one_person_and_counts_nobody_else(alex: User, sam: User) -> None:
    phones = [phone_of(alex), phone_of(alex)]
    for number in range(LIMIT):
        sync(phones[number % 2])
    response = phones[0].post("/api/sync", upload([check_in(1)]))
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "urn:backfit:problem:throttled"
    assert 1 <= int(response["Retry-After"]) <= 60
    assert sync(phone_of(sam), check_in(1))["results"][0]["status"] == "applied"


def test_it_goes_on_with_nobody_counted_while_the_cache_is_away(alex: User, caplog: pytest.LogCaptureFixture) -> None:
    phone = phone_of(alex)
    with override_settings(CACHES=NO_CACHE), caplog.at_level(logging.WARNING):
        for _ in range(LIMIT + 1):
            assert sync(phone, check_in(1))["results"][0]["status"] == "applied"
    assert "cache is away" in caplog.text


def test_it_goes_on_while_the_cache_answers_with_errors(alex: User, caplog: pytest.LogCaptureFixture) -> None:
    """As one that is full or read-only does; here what it holds has the wrong type."""
    key = cache.make_key(f"throttle_sync_{alex.pk}")
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.lpush(key, "no list of times")
        with caplog.at_level(logging.WARNING):
            assert sync(phone_of(alex), check_in(1))["results"][0]["status"] == "applied"
        client.delete(key)
    assert "cache is away" in caplog.text


@pytest.mark.parametrize(("size", "status"), [(61_440, 200), (61_441, 413)])
def test_a_request_is_60_kb_at_most_to_the_byte(size: int, status: int, alex: User) -> None:
    phone = phone_of(alex)
    plain = json.dumps(upload([])).encode()
    response = phone.post("/api/sync", plain + b" " * (size - len(plain)), content_type="application/json")
    assert response.status_code == status, response.content


def test_it_measures_bytes_and_not_characters(alex: User) -> None:
    body = b'{"x": "' + "\u00e9".encode() * 31_000 + b'"}'
    response = phone_of(alex).post("/api/sync", body, content_type="application/json")
    assert (response.status_code, response.json()["type"]) == (413, "urn:backfit:problem:too_large")
