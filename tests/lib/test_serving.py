"""What every answer carries, and how the phone app's files are served."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.http import HttpResponseBase
from django.test import Client, override_settings
from gunicorn.config import Config

from backfit.gunicorn import OneLineEach
from backfit.lib import csp


@pytest.fixture
def app_files(tmp_path: Path) -> Iterator[Path]:
    """A built phone app of a few bytes."""
    for name, text in {
        "index.html": "<!doctype html><title>BackFit</title>",
        "clinic.html": "<!doctype html><title>Clinic</title>",
        "worker.js": "self.keep",
        "worker-off.js": "self.leave",
        "app.webmanifest": "{}",
        "assets/index-B_87-X6a.js": "let a",
        "assets/plain.js": "let b",
        "figures/st-bird-dog-1a2b3c4d.svg": "<svg/>",
        "figures/index.json": "{}",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    with override_settings(PHONE_DIR=tmp_path, WHITENOISE_ROOT=tmp_path):
        yield tmp_path


def get(path: str) -> HttpResponseBase:
    return Client(raise_request_exception=False).get(path)


def body(answer: HttpResponseBase) -> bytes:
    return bytes(getattr(answer, "content", b""))


def policy(path: str) -> str:
    return get(path)["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/plan/week", "/sw.js", "/assets/index-B_87-X6a.js", "/healthz", "/api/nothing"])
def test_the_strict_policy_is_on_everything(app_files: Path, path: str) -> None:
    assert policy(path) == csp.header(csp.STRICT)
    assert "unsafe" not in policy(path)
    assert "require-trusted-types-for 'script'" in policy(path)


@pytest.mark.django_db
def test_only_the_admin_has_a_looser_one() -> None:
    assert policy("/admin/login/") == csp.header(csp.ADMIN)
    assert "unsafe-eval" not in policy("/admin/login/")
    assert "script-src 'self'" in policy("/admin/login/")
    assert policy("/administration") == csp.header(csp.STRICT)


@pytest.mark.parametrize("path", ["/", "/plan", "/session/2026-03-02", "/a/b/c"])
def test_the_app_gets_its_page_for_its_own_addresses(app_files: Path, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 200
    assert b"BackFit" in body(answer)
    assert answer["Cache-Control"] == "no-cache"
    assert "csrftoken" in answer.cookies


@pytest.mark.parametrize("path", ["/clinic", "/clinic/", "/clinic/people/1/edit"])
def test_the_clinic_gets_its_own_page(app_files: Path, path: str) -> None:
    answer = get(path)
    assert b"Clinic" in body(answer)
    assert answer["Cache-Control"] == "no-cache"
    assert "csrftoken" in answer.cookies
    assert policy(path) == csp.header(csp.STRICT)


def test_a_word_that_only_begins_like_the_clinic_is_the_patients(app_files: Path) -> None:
    assert b"BackFit" in body(get("/clinical"))


@pytest.mark.parametrize(
    "path",
    [
        "/api/nothing",
        "/clinic/icon.png",
        "/assets/gone-B_87-X6a.js",
        "/figures/gone",
        "/m/token",
        "/metrics",
        "/icon.png",
    ],
)
def test_nothing_of_the_servers_is_answered_with_the_apps_page(app_files: Path, path: str) -> None:
    assert get(path).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(app_files: Path, method: str) -> None:
    assert getattr(Client(), method)("/plan").status_code == 405


def test_only_hashed_files_are_kept_for_ever(app_files: Path) -> None:
    assert "immutable" in get("/assets/index-B_87-X6a.js")["Cache-Control"]
    assert "immutable" in get("/figures/st-bird-dog-1a2b3c4d.svg")["Cache-Control"]
    for path in ("/assets/plain.js", "/figures/index.json"):
        assert "immutable" not in get(path)["Cache-Control"]
    assert get("/sw.js")["Cache-Control"] == "no-cache"
    assert "max-age=0" in get("/app.webmanifest")["Cache-Control"]


def test_the_worker_is_switched_off_by_another_in_its_place(app_files: Path) -> None:
    assert body(get("/sw.js")) == b"self.keep"
    assert get("/sw.js")["Content-Type"].startswith("text/javascript")
    with override_settings(PHONE_WORKER=False):
        assert body(get("/sw.js")) == b"self.leave"


def test_the_manifest_has_its_type(app_files: Path) -> None:
    assert get("/app.webmanifest")["Content-Type"].startswith("application/manifest+json")


def test_an_app_that_is_not_built_says_so(tmp_path: Path) -> None:
    with override_settings(PHONE_DIR=tmp_path):
        answer = get("/")
    assert answer.status_code == 503
    assert b"make build" in body(answer)


@pytest.mark.django_db
def test_it_is_ready_when_database_and_cache_answer() -> None:
    assert get("/readyz").status_code == 200
    with override_settings(CACHES={"default": {"BACKEND": REDIS, "LOCATION": "redis://127.0.0.1:1/0"}}):
        answer = get("/readyz")
    assert answer.status_code == 503
    assert body(answer) == b"not ready: cache\n"


REDIS = "django.core.cache.backends.redis.RedisCache"


@pytest.mark.django_db
def test_an_expired_sign_in_is_401_and_a_stale_page_403() -> None:
    answer = Client().get("/api/bundle")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Session"
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith(":not_authenticated")
    stale = Client(enforce_csrf_checks=True).post("/api/account", {}, content_type="application/json")
    assert stale.status_code == 403
    assert stale.json()["type"].endswith(":csrf")


@pytest.mark.django_db
def test_a_body_too_large_is_413() -> None:
    body = '{"a": "' + "x" * 61_440 + '"}'
    answer = Client().post("/api/account", body, content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["type"].endswith(":too_large")


def test_a_path_with_a_line_end_stays_on_its_line_of_the_log() -> None:
    environ = {"REQUEST_METHOD": "GET", "RAW_URI": "/a%0Ab", "SERVER_PROTOCOL": "HTTP/1.1", "PATH_INFO": "/a\r\nb\x00é"}
    atoms = OneLineEach(Config()).atoms(
        SimpleNamespace(status=200, headers=[]), SimpleNamespace(headers=[]), environ, timedelta(0)
    )
    assert atoms["U"] == "/a%0D%0Ab%00%C3%A9"
