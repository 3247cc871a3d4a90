"""Reads what a request brings into the pydantic shape that its endpoint names."""

from collections.abc import Iterator, Mapping
from typing import IO, Any, TypeVar

from pydantic import BaseModel, ValidationError
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from backfit.lib import strict_json
from backfit.lib.errors import Invalid, ProblemField, TooLarge

LIMIT_BYTES = 60 * 1024  # the phone halves what it sends when it is told 413
ERRORS_SHOWN = 20

Shape = TypeVar("Shape", bound=BaseModel)


class LimitedJSONParser(BaseParser):
    """Strict JSON of at most LIMIT_BYTES; more is refused unread, whatever the length header says."""

    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        raw = stream.read(LIMIT_BYTES + 1)
        if len(raw) > LIMIT_BYTES:
            raise TooLarge(f"A request may hold {LIMIT_BYTES // 1024} KB at most. Send less at once.")
        try:
            return strict_json.parse(raw.decode())
        except ValueError as error:
            raise ParseError(str(error)) from error


def parsed(data: object, *, shape: type[Shape]) -> Shape:
    """`data`, as JSON gave it, in the given shape.

    Raises Invalid naming the fields that do not fit. A NUL character is refused in any text: PostgreSQL stores none.
    """
    errors = [ProblemField(field=path, reason="holds a character that can't be stored") for path in _nul_in(data)]
    if errors:
        raise Invalid(errors=errors[:ERRORS_SHOWN])
    try:
        return shape.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        # The input is left out of the answer: it can be long, and it is about somebody's health.
        details = error.errors(include_url=False, include_input=False, include_context=False)[:ERRORS_SHOWN]
        fields = [ProblemField(field=".".join(map(str, item["loc"])), reason=item["msg"]) for item in details]
        raise Invalid(errors=fields) from error


def _nul_in(data: object) -> Iterator[str]:
    """The paths of texts that hold one; without recursion, since a sender may nest as deeply as it likes."""
    waiting = [("", data)]
    while waiting:
        path, value = waiting.pop()
        match value:
            case str() if "\x00" in value:
                yield path
            case dict():
                waiting += [(path, name) for name in value]
                waiting += [(f"{path}.{name}".lstrip("."), inner) for name, inner in value.items()]
            case list():
                waiting += [(f"{path}.{index}".lstrip("."), inner) for index, inner in enumerate(value)]
