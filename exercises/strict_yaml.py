"""Reading YAML without forgiveness: a fault is refused with its file, entry, field, value and what is allowed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError


class KnowledgeError(ValueError):
    """A knowledge file can't be used; the message names file, entry, field, value and what is allowed."""


class Strict(BaseModel):
    """Base of every shape read from YAML: frozen, and an unknown key is refused together with the keys that exist."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _only_known_keys(cls, data: object) -> object:
        allowed = {field.alias or name for name, field in cls.model_fields.items()}
        if isinstance(data, dict) and not data.keys() <= allowed:
            unknown = sorted(str(key) for key in data.keys() - allowed)
            raise PydanticCustomError(
                "unknown_key",
                "unknown field {unknown}; allowed: {allowed}",
                {"unknown": ", ".join(unknown), "allowed": ", ".join(sorted(allowed))},
            )
        return data


Shape = TypeVar("Shape", bound=BaseModel)

# Keys that name an entry of a list, in the order they are looked for; an entry of a mapping is named by its own key.
_NAMING_KEYS = ("slug", "id", "value")


class _Loader(yaml.CSafeLoader):
    """The C loader, where keys can't repeat and only true and false are booleans: `on`, `no` and `yes` are words."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _construct_mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    mapping: dict[Any, Any] = loader.construct_mapping(node, deep=True)
    if len(mapping) != len(node.value):
        keys = [key.value for key, _ in node.value]
        repeated = next(key for key in keys if keys.count(key) > 1)
        line = node.start_mark.line + 1
        raise KnowledgeError(f"key {repeated!r} is repeated in the mapping at line {line}; a key may stand once")
    return mapping


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_mapping)


def parse_yaml(*, text: bytes, file: str) -> object:
    """The document in `text`; raises KnowledgeError for malformed YAML and for a repeated key."""
    try:
        document: object = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader of our own
    except KnowledgeError as error:
        raise KnowledgeError(f"{file}: {error}") from None
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{file}: not valid YAML: {' '.join(str(error).split())}") from error
    return document


def shape(model: type[Shape], data: object, *, file: str, context: object = None) -> Shape:
    """`data` as a `model`; raises KnowledgeError with each fault: its entry, field, value and what is allowed.

    `context` is handed to the model's own checks, such as the names that other files define.
    """
    try:
        return model.model_validate(data, context=context)
    except ValidationError as error:
        faults = [_fault(detail, data) for detail in error.errors(include_url=False)]
        raise KnowledgeError(f"{file}: " + "; ".join(faults)) from error


def read_yaml(path: Path) -> tuple[object, bytes]:
    """The document in the file at `path`, and its bytes for the version hash."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path.name}: can't be read: {error.strerror}") from error
    return parse_yaml(text=text, file=path.name), text


def _fault(detail: ErrorDetails, data: object) -> str:
    entry, field = _place(detail["loc"], data)
    value = detail["input"]
    shown = "" if detail["type"] in ("missing", "unknown_key") else f" is {_short(value)}"
    message = detail["msg"].removeprefix("Value error, ")
    where = field or ("the entry" if entry else "the file")
    return f"{entry + ': ' if entry else ''}{where}{shown}: {message[0].lower()}{message[1:]}"


def _place(loc: Sequence[int | str], data: object) -> tuple[str, str]:
    """The name of the innermost named entry on the way to a fault, and the path from there."""
    entry, path, here = _name(data), [], data
    for step in loc:
        if step == "[key]":
            continue  # pydantic's mark for a fault in a key rather than its value
        if isinstance(here, dict) and step not in here and not isinstance(step, int):
            path.append(step)  # a missing field, or pydantic's name for a branch of a union
            continue
        here = here[step] if isinstance(here, dict | list) else None  # type: ignore[index]
        name = _name(here)
        if name:
            entry, path = name, []
        else:
            path.append(str(step))
    return entry, ".".join(path)


def _name(value: object) -> str:
    if isinstance(value, dict):
        for key in _NAMING_KEYS:
            if isinstance(value.get(key), str | int):
                return str(value[key])
    return ""


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
