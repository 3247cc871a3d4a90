"""What drf-spectacular can't see for itself: the shape of refusals, and how people sign in."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from backfit.lib.errors import Problem

Schema = dict[str, Any]  # an OpenAPI document, as drf-spectacular passes it around


def problems(*statuses: int) -> dict[tuple[int, str], type[Problem]]:
    """The refusals an endpoint can answer with, as `extend_schema` wants them."""
    return {(status, "application/problem+json"): Problem for status in statuses}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The session cookie."""

    target_class = "backfit.lib.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


def without_titles(result: Schema, generator: object, request: object, public: bool) -> Schema:
    """Post-processing: drops the title pydantic derives from each field's name, which says nothing twice over."""
    for component in result.get("components", {}).get("schemas", {}).values():
        for field in component.get("properties", {}).values():
            field.pop("title", None)
    return result
