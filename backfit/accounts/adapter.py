"""How allauth is held to our accounts: it recovers them by e-mailed code, and opens none."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        # An account begins with the first tap and its consent, at POST /api/account, never with an e-mail.
        return False
