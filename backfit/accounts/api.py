"""`/api/account`: who is signed in, an account from the first tap, and its end."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import login, logout
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect, ensure_csrf_cookie
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle, BaseThrottle
from rest_framework.views import APIView

from backfit.accounts import reads, writes
from backfit.accounts.models import User
from backfit.accounts.shapes import Account, AccountRequest
from backfit.lib.body import parsed
from backfit.lib.openapi import problems

BACKEND = "django.contrib.auth.backends.ModelBackend"


class NewAccounts(AnonRateThrottle):
    """A waiting room of phones behind one address may join; a script may not fill the table."""

    rate = "200/hour"


@dataclass(frozen=True, slots=True)
class RoomsAbove:
    """What an account needs of rooms that stand above this one, which it may not know.

    `has_answered` says whether the person ever answered the questionnaire; `hold` keeps other writers to their data
    away until the transaction ends; `consent_version` is that of the text shown now.
    """

    has_answered: Callable[[User], bool]
    hold: Callable[[User], object]
    consent_version: Callable[[], str]


@method_decorator([never_cache, ensure_csrf_cookie, csrf_protect], name="dispatch")
class AccountView(APIView):
    """The account of this browser.

    urls.py gives it what it needs `above`.
    """

    above = RoomsAbove(has_answered=lambda user: False, hold=lambda user: None, consent_version=lambda: "")

    def get_permissions(self) -> list[BasePermission]:
        return [IsAuthenticated()] if self.request.method == "DELETE" else [AllowAny()]

    def get_throttles(self) -> list[BaseThrottle]:
        return [NewAccounts()] if self.request.method == "POST" else []

    @extend_schema(description="Who is signed in; sets the CSRF cookie.", responses={200: Account})
    def get(self, request: Request) -> Response:
        return self._answer(request)

    @extend_schema(
        description="The first tap makes an account; with one signed in, records their consent.",
        request=AccountRequest,
        responses={200: Account, **problems(400, 401, 403, 409, 413, 429, 503)},
    )
    def post(self, request: Request) -> Response:
        asked = parsed(request.data, shape=AccountRequest)
        version, country = asked.consent.version, asked.country
        if version != self.above.consent_version():
            raise writes.TextChanged
        if isinstance(request.user, User):
            writes.record_consent(user=request.user, consent_version=version, country=country, hold=self.above.hold)
        else:
            user = writes.open_account(consent_version=version, country=country)
            login(request._request, user, backend=BACKEND)
            request.user = user
        writes.keep_signed_in(request._request.session)
        return self._answer(request)

    @extend_schema(
        description="Deletes the account and all its data.", request=None, responses={204: None, **problems(401, 403)}
    )
    def delete(self, request: Request) -> Response:
        writes.delete_account(user=reads.signed_in(request), hold=self.above.hold)
        logout(request._request)
        return Response(status=204)

    def _answer(self, request: Request) -> Response:
        user, account = request.user, reads.NOBODY
        if isinstance(user, User):
            account = reads.account_of(user, has_answered=self.above.has_answered(user))
        return Response(account.model_dump(mode="json"))
