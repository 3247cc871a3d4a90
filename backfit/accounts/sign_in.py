"""The addresses of allauth that are used: an e-mail for an account, signing in by a typed code, the staff's password.

Only these are served, each with allauth's own view; changing a password, sign-up and phone numbers have no address.
"""

from collections.abc import Callable
from functools import wraps

from allauth.headless.account import views
from allauth.headless.base.views import APIView
from allauth.headless.constants import Client
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from backfit.lib.errors import TooLarge, page

LARGEST_BODY = 512  # bytes. allauth reads any body, and trips over one nested deeper than Python goes


def served(view: type[APIView]) -> Callable[..., HttpResponseBase]:
    """allauth's `view` for a browser, which refuses (413) a body that is too large unread."""
    respond: Callable[..., HttpResponseBase] = view.as_api_view(client=Client.BROWSER)

    @wraps(respond)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if len(request.body) > LARGEST_BODY:
            return page(request, TooLarge())
        return respond(request)

    return guarded


urlpatterns = [
    path("auth/login", served(views.LoginView)),  # the first of the staff's two steps; a typed code is the second
    path("auth/session", served(views.SessionView)),
    path("auth/code/request", served(views.RequestLoginCodeView)),
    path("auth/code/resend", served(views.ResendLoginCodeView)),
    path("auth/code/confirm", served(views.ConfirmLoginCodeView)),
    path("auth/email/verify", served(views.VerifyEmailView)),
    path("auth/email/verify/resend", served(views.ResendEmailVerificationCodeView)),
    path("account/email", served(views.ManageEmailView)),
]
