"""How the API knows who is asking: the session cookie."""

from rest_framework import authentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from backfit.lib.errors import CsrfRefused


class SessionAuthentication(authentication.SessionAuthentication):
    """Django's session, answering 401 once it has expired and a problem of its own for a stale CSRF token."""

    def authenticate_header(self, request: Request) -> str:
        # Without this header DRF turns "not signed in" into 403, and the phone could not tell it from "not yours".
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as refusal:
            raise CsrfRefused from refusal
