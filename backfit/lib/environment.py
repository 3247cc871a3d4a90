"""Reads the environment variables that settings.py asks for."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

# A database that is away without a word must not hold a thread of the web server for minutes.
PATIENCE = {"connect_timeout": "5", "tcp_user_timeout": "15000"}  # seconds to connect; ms for a sent packet
NO_WORDS = {"", "0", "no", "false", "off"}


def text(name: str, *, default: str = "") -> str:
    """The variable's value without surrounding spaces; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """The comma-separated parts of the variable, without empty ones."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def switch(name: str, *, default: bool) -> bool:
    """Whether the variable says yes; `0`, `no`, `false` and `off` say no."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() not in NO_WORDS


def number(name: str, *, default: int) -> int:
    """The variable as a whole number; raises ValueError naming it when it is none."""
    value = text(name, default=str(default))
    if not value.isdigit():
        raise ValueError(f"{name} must be a whole number, not {value!r}")
    return int(value)


def database(url: str) -> dict[str, object]:
    """Django's database settings for `postgresql://user:password@host:port/name?option=value`.

    Raises ValueError for any other kind of address: the project uses what only PostgreSQL has.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": PATIENCE | dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
