"""The code of an invitation: how it is made, read as somebody typed it, and drawn."""

import secrets
from collections.abc import Sequence

import segno
from django.conf import settings

from programs.care.shapes import QrCode

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


def drawn(code: str) -> QrCode:
    """The address as a QR code."""
    matrix = segno.make(address(code), error="m", micro=False).matrix
    return QrCode(path="".join(_row(y, bits) for y, bits in enumerate(matrix)), size=len(matrix))


def _row(y: int, bits: Sequence[int]) -> str:
    """One line of modules as rectangles, each as long as dark ones stand side by side."""
    starts = [x for x, dark in enumerate(bits) if dark and not (x and bits[x - 1])]
    ends = [x for x, dark in enumerate(bits) if dark and (x + 1 == len(bits) or not bits[x + 1])]
    return "".join(
        f"M{start} {y}h{end - start + 1}v1h-{end - start + 1}z" for start, end in zip(starts, ends, strict=True)
    )
