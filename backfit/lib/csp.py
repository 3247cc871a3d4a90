"""Adds the Content-Security-Policy header to every answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    # Strings become markup or script addresses only through these two: Svelte's own, and the phone's for its worker.
    "require-trusted-types-for": "'script'",
    "trusted-types": "svelte-trusted-html backfit",
}
# Django's admin writes style attributes, and its jQuery writes markup.
ADMIN = {name: value for name, value in STRICT.items() if "trusted-types" not in name} | {
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
}


def header(policy: dict[str, str]) -> str:
    """The policy as the header's value."""
    return "; ".join(f"{name} {value}" for name, value in policy.items())


def content_security_policy(get_response: Handler) -> Handler:
    """Middleware: the strict policy everywhere, the admin's only under /admin/."""
    strict, admin = header(STRICT), header(ADMIN)

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", admin if request.path.startswith("/admin/") else strict)
        return response

    return respond
