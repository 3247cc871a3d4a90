"""Turns what `prescribe` and `decide` are given into a shape, or says in one line what is wrong with it."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import ErrorDetails

ShapeT = TypeVar("ShapeT", bound=BaseModel)
TYPE_WORDS = {
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "boolean": "true or false",
    "null": "null",
    "object": "an object",
}
LONGEST = 60


class InvalidInput(ValueError):
    """The input can't be used; the message is one line: which field, which value, what is allowed."""


def read_shape(model: type[ShapeT], data: object) -> ShapeT:
    """`data`, as JSON gave it, in the shape `model`; raises InvalidInput naming every field that does not fit."""
    if not isinstance(data, dict):
        raise InvalidInput(f"the input is {shown(data)}: allowed is one JSON object")
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False)
    schema = model.model_json_schema(by_alias=True)
    raise InvalidInput("; ".join(dict.fromkeys(_fault(detail, schema) for detail in details)))


def shown(value: object) -> str:
    """A value for an error line: its JSON-like text, in printable ASCII, cut where it gets long."""
    text = {"None": "null", "True": "true", "False": "false"}.get(repr(value)) or ascii(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."


def _fault(detail: ErrorDetails, schema: JsonSchemaValue) -> str:
    field = str(detail["loc"][0]) if detail["loc"] else "the input"
    place = ".".join(str(step) for step in detail["loc"])
    properties = schema["properties"]
    if detail["type"] == "extra_forbidden":
        return f"unknown field {shown(field)}: allowed are {', '.join(sorted(properties))}"
    allowed = _words(properties[field], schema)
    if detail["type"] == "missing":
        return f"{field} is missing: allowed is {allowed}"
    return f"{place} is {shown(detail['input'])}: allowed is {allowed}"


def _words(node: JsonSchemaValue, schema: JsonSchemaValue) -> str:
    """What a field may hold, from its JSON schema."""
    match node:
        case {"$ref": str(reference)}:
            return _words(schema["$defs"][reference.rpartition("/")[2]], schema)
        case {"anyOf": list(options)}:
            return " or ".join(_words(option, schema) for option in options)
        case {"const": value}:
            return str(value)
        case {"enum": list(values)}:
            return " ".join(str(value) for value in values)
        case {"type": "array", "items": dict(items)}:
            return f"a list of {_words(items, schema)}"
        case {"type": "string", "pattern": str(pattern)}:
            return f"text like {pattern}"
        case {"type": "object", "additionalProperties": dict(values)}:
            return f"an object of {_words(values, schema)}"
    return f"{TYPE_WORDS.get(str(node.get('type')), 'any value')}{_range(node)}"


def _range(node: JsonSchemaValue) -> str:
    lowest, highest = node.get("minimum"), node.get("maximum")
    if lowest is not None and highest is not None:
        return f" from {lowest} to {highest}"
    if lowest is not None:
        return f" from {lowest} on"
    return ""
