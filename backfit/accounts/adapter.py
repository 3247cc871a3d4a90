"""How allauth is held to our accounts: codes by e-mail recover them, nothing opens them, staff take two steps."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from backfit.accounts.models import User
from backfit.accounts.writes import note_two_steps


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        # An account begins with the first tap and its consent, at POST /api/account, never with an e-mail.
        return False

    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        if _used_both_steps(request, user):
            note_two_steps(request.session)
        response: HttpResponse = super().post_login(request, user, **how)
        return response


def _used_both_steps(request: HttpRequest, user: User) -> bool:
    """Whether a typed code followed the password of the same person within the time that one sign-in may take.

    allauth remembers a password that was right for as long as the browser's session lives: an old one doesn't count.
    """
    last = {record["method"]: record["at"] for record in get_authentication_records(request, user)}
    if not {"password", "code"} <= last.keys():
        return False
    return bool(0 <= last["code"] - last["password"] <= settings.ACCOUNT_LOGIN_TIMEOUT)
