"""Reads the input of `decide` into Facts."""

from backfit.lib.strict_shape import InvalidInput, read_shape, shown
from programs.engine.contract import Facts

SCHEMA = 1


def read_facts(raw: object) -> Facts:
    """The facts in a JSON value; raises InvalidInput with one line.

    `schema` may be there and must then be 1: the contract has a number, and its list of fields does not name it.
    """
    if isinstance(raw, dict) and "schema" in raw:
        if type(raw["schema"]) is not int or raw["schema"] != SCHEMA:
            raise InvalidInput(f"schema is {shown(raw['schema'])}: allowed is {SCHEMA}")
        raw = {key: value for key, value in raw.items() if key != "schema"}
    return read_shape(Facts, raw)
