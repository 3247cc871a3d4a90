"""What the database itself holds about the journal, whoever writes."""

from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError

from backfit.accounts.models import User
from backfit.lib import clock
from programs.logs.models import Log
from programs.plans.models import Change, Intake, PlanVersion
from tests.cast import phone_of
from tests.phone import answer, check_in, session, sync


def row(user: User, **fields: object) -> Log:
    """A row as nobody should write it by hand."""
    now = clock.now()
    plain: dict[str, object] = {
        "id": uuid4(),
        "seq": 99,
        "kind": "gone",
        "schema": 1,
        "body": {},
        "replaces": uuid4(),
        "occurred_at": now,
        "received_at": now,
        "zone": "UTC",
        "offset": 0,
    }
    return Log(user=user, **(plain | fields))


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"seq": 1}, "a_seq_is_given_once"),
        ({"replaces": None}, "gone_names_a_log"),
        ({"id": UUID(int=7), "replaces": UUID(int=7)}, "a_log_replaces_another"),
    ],
)
def test_it_refuses(fields: dict[str, object], rule: str, alex: User) -> None:
    sync(phone_of(alex), check_in(1))
    with pytest.raises(IntegrityError, match=rule):
        row(alex, **fields).save()


def test_a_log_is_stored_once(alex: User) -> None:
    sync(phone_of(alex), check_in(1))
    with pytest.raises(IntegrityError, match="a_log_is_stored_once"):
        row(alex, id=Log.objects.get().id).save()


@pytest.mark.parametrize("model", [Log, Intake, PlanVersion, Change])
def test_what_was_written_never_changes(model: type[Log | Intake | PlanVersion | Change], alex: User) -> None:
    phone = phone_of(alex)
    sync(phone, session(answer(phone)))
    written = model._default_manager.get()
    with pytest.raises(DatabaseError, match="only added, never changed"):
        written.save()
