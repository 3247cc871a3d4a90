"""Reading the environment."""

import os
import socket

import psycopg
import pytest

from backfit.lib import environment as env


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {})


def test_it_reads_every_part_of_a_database_address() -> None:
    database = env.database("postgresql://us%40er:p%3Aw@db.example:6543/name?sslmode=require")
    assert database["USER"] == "us@er"
    assert database["PASSWORD"] == "p:w"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", "6543", "name")
    assert database["OPTIONS"] == env.PATIENCE | {"sslmode": "require"}


def test_an_address_may_say_how_long_to_wait() -> None:
    options = env.database("postgresql://a@b/c?connect_timeout=30")["OPTIONS"]
    assert options == env.PATIENCE | {"connect_timeout": "30"}


def test_a_database_that_says_nothing_holds_nobody_for_long() -> None:
    """A socket that takes connections and never answers, as behind a broken network."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        options = env.database(f"postgresql://a@127.0.0.1:{port}/b?connect_timeout=1")["OPTIONS"]
        assert isinstance(options, dict)
        with pytest.raises(psycopg.OperationalError, match="timeout"):
            psycopg.connect(host="127.0.0.1", port=port, user="a", dbname="b", **options)


def test_it_refuses_another_kind_of_database() -> None:
    with pytest.raises(ValueError, match="DATABASE_URL must begin with postgresql://, not sqlite://"):
        env.database("sqlite:///db.sqlite3")


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("yes", True), ("0", False), (" No ", False), ("", False)])
def test_it_understands_a_switch(value: str, meant: bool) -> None:
    os.environ["DEBUG"] = value
    assert env.switch("DEBUG", default=True) is meant


def test_it_names_the_variable_that_is_no_number() -> None:
    os.environ["PORT"] = "http"
    with pytest.raises(ValueError, match="PORT must be a whole number, not 'http'"):
        env.number("PORT", default=1)


def test_an_empty_variable_counts_as_not_set() -> None:
    os.environ |= {"EMAIL_HOST": " ", "ALLOWED_HOSTS": "a, ,b"}
    assert env.text("EMAIL_HOST", default="x") == "x"
    assert env.words("ALLOWED_HOSTS") == ["a", "b"]
