"""Reading JSON without forgiveness: no NaN, no Infinity, no key that stands twice."""

import json
import math

LONGEST_INTEGER = 300  # digits; a float ends a little above


def parse(text: str) -> object:
    """The JSON value in `text`; raises ValueError with one line that says what is wrong and where.

    Python's own reader takes NaN, numbers too large for a float and repeated keys; each would let two readers of
    the same input decide differently.
    """
    try:
        value: object = json.loads(
            text, object_pairs_hook=_object, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_readable
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise ValueError("not valid JSON: lists and objects are nested too deeply") from None
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"not valid JSON: key {key!r} is repeated; a key may stand once")
        found[key] = value
    return found


def _refuse_constant(name: str) -> object:
    raise ValueError(f"not valid JSON: {name} is not a JSON number")


def _readable(digits: str) -> int:
    if len(digits) > LONGEST_INTEGER:
        raise ValueError(f"not valid JSON: {digits[:40]}... is too large for a number")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"not valid JSON: {digits[:40]} is too large for a number")
    return number
