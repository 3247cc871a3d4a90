"""The code of an invitation: how it is made, read as somebody typed it, and drawn."""

import secrets

import segno
from django.conf import settings

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is mistaken for another when it is read out or written
LENGTH = 8


def new_code() -> str:
    """A code that nobody can guess: 40 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def typed(text: str) -> str:
    """The code in what somebody typed: in any case, with spaces or a hyphen."""
    return text.upper().replace("-", "").replace(" ", "")


def address(code: str) -> str:
    """Where the QR code leads."""
    return f"{settings.SITE_URL}/j/{code}"


def drawn(code: str) -> str:
    """The address as a QR code: an SVG element without a size of its own, dark on light whatever the page's theme."""
    qr = segno.make(address(code), error="m", micro=False)
    return qr.svg_inline(omitsize=True, border=4, dark="#000", light="#fff")
