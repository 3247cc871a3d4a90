"""A clinician changes the plan: the phone has it at its next look, and says so until it was read."""

from typing import Any

import pytest
from playwright.sync_api import expect

from backfit.accounts.models import Clinic, Link, Membership, Role
from backfit.lib import clock
from programs.engine.care import Edit, ItemEdit
from programs.plans import editing, writes
from programs.plans.editor import Author
from tests.cast import person, phone_of
from tests.e2e.conftest import Phone
from tests.phone import answer

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_says_that_a_clinician_changed_the_plan_until_it_is_looked_at(phone: Phone, live_server: Any) -> None:
    today = clock.now().date()
    robin, dana = person(), person()
    clinic = Clinic.objects.create(name="Harbour Physio")
    Membership.objects.create(clinic=clinic, user=dana, role=Role.CLINICIAN)
    Link.objects.create(patient=robin, clinic=clinic)
    client = phone_of(robin)
    answer(client, today=today.isoformat())
    name, value = next((name, morsel.value) for name, morsel in client.cookies.items() if name == "sessionid")
    phone.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page = phone.page
    page.goto("/today")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("changed your plan")).to_have_count(0)

    plan = editing.editor(robin.id, seen_by=dana, today=today)
    assert plan is not None
    slot = next(one for one in plan.slots if one.role == "main" and (one.dose.reps or 0) > 4)
    fewer = slot.dose.model_copy(update={"reps": (slot.dose.reps or 0) - 1})
    edit = Edit(items=(ItemEdit(planned=slot.planned, role=slot.role, exercise=slot.exercise, dose=fewer),))
    by = Author(id=dana.id, name="Dana Reyes")
    writes.publish_edit(person=robin, by=by, edit=edit, words="", reasons=(), base_version=1, today=today)

    page = phone.reopen()
    card = page.get_by_role("link", name="Dana Reyes changed your plan")
    expect(card).to_contain_text(f"{slot.name}: {fewer.reps}")
    phone.look()
    card.click()
    expect(page.get_by_role("main")).to_contain_text("Dana Reyes changed your plan")
    phone.look()
    page.get_by_role("link", name="Today").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("changed your plan")).to_have_count(0)
    phone.reopen()
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    expect(phone.page.get_by_text("changed your plan")).to_have_count(0)
