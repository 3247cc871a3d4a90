"""What PostgreSQL itself refuses or breaks off: a bad op costs its neighbours nothing, an outage costs a wait."""

import pytest
from django.db import connection

from backfit.accounts.models import User
from programs.logs.models import Log, Space
from tests.cast import phone_of
from tests.phone import Json, answer, check_in, op, session, sync, upload

POISON = "poison"
REFUSES = f"ALTER TABLE logs_log ADD CONSTRAINT nobody_foresaw_this CHECK (body ->> 'text' <> '{POISON}')"
# JSON takes the character in, and gives no text of it: the same error as for a value that never was checked.
CANT_READ = """
CREATE FUNCTION read_body() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.body ->> 'text' = 'poison' THEN PERFORM ('{"a": "' || chr(92) || 'u0000"}')::jsonb; END IF; RETURN NEW;
END $$;
CREATE TRIGGER reads_body BEFORE INSERT ON logs_log FOR EACH ROW EXECUTE FUNCTION read_body();
"""
BREAKS_OFF = """
CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'broken off' USING ERRCODE = '%s'; END $$;
CREATE TRIGGER breaks_off BEFORE INSERT ON logs_log FOR EACH ROW EXECUTE FUNCTION break_off();
"""


def change_the_database(statement: str) -> None:
    """Until the end of the test, whose transaction is undone."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def note(text: str) -> Json:
    return op("note", {"on": "2026-03-02", "text": text})


@pytest.mark.parametrize("statement", [REFUSES, CANT_READ], ids=["a constraint", "a character"])
def test_it_stores_the_neighbours_of_an_op_that_the_database_refuses(statement: str, alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    change_the_database(statement)
    done = session(bundle, pain=7)
    reply = sync(phone, check_in(2), note(POISON), note("fine"), note(POISON), done)
    assert [one["status"] for one in reply["results"]] == ["applied", "refused", "applied", "refused", "applied"]
    assert {one["code"] for one in reply["results"]} == {None, "unfit"}
    assert reply["results"][1]["sentence"]
    assert Log.objects.count() == 3
    assert [str(one["log_id"]) for one in reply["bundle"]["changes"]] == [done["id"]], "the fold ran, once"


def test_it_counts_on_after_an_op_that_the_database_refused(alex: User) -> None:
    phone = phone_of(alex)
    change_the_database(REFUSES)
    refused = note(POISON)
    cursor = sync(phone, check_in(1), refused)["cursor"]
    assert sync(phone, refused, cursor=cursor)["results"][0]["status"] == "refused"
    reply = sync(phone, check_in(2), cursor=cursor)
    assert reply["results"][0]["status"] == "applied"
    assert reply["cursor"] == Space.objects.get(user=alex).seq
    assert len(sync(phone_of(alex))["changes"]) == 2


@pytest.mark.parametrize(
    "state",
    ["40001", "40P01", "55P03", "57014", "57P01", "53300", "08006"],
    ids=["serialization", "deadlock", "lock", "cancelled", "shutdown", "connections", "connection"],
)
def test_it_undoes_all_and_says_when_to_come_again_after_an_outage(state: str, alex: User) -> None:
    phone = phone_of(alex)
    bundle = answer(phone)
    held = Space.objects.get(user=alex).rev
    change_the_database(BREAKS_OFF % state)
    response = phone.post("/api/sync", upload([check_in(2), session(bundle)]))
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json()["type"] == "urn:backfit:problem:unavailable"
    assert not Log.objects.exists()
    assert Space.objects.get(user=alex).rev == held
