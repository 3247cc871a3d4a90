"""The names that knowledge files define, gathered before any is checked, as files name each other both ways."""

from collections.abc import Mapping

from exercises.load import Catalogue
from programs.knowledge.schema.base import Names


def names_in(raw: Mapping[str, object], catalogue: Catalogue) -> Names:
    """Every name that may be used, from the documents as they were read; a malformed part defines no names."""
    subgroups = catalogue.vocabulary.subgroups
    return Names(
        exercises=catalogue.exercises,
        subgroups={f"{group}/{name}" for group, names in subgroups.items() for name in names},
        conditions=_listed(raw["conditions"], "conditions", "slug"),
        flags=_keys(raw["flags"], "flags"),
        items=_listed(raw["screening"], "items", "id") | _listed(raw["screening"], "mini_items", "id"),
        sources=_keys(raw["sources"], "sources"),
    )


def _keys(document: object, field: str) -> set[str]:
    mapping = document.get(field) if isinstance(document, dict) else None
    return {str(key) for key in mapping} if isinstance(mapping, dict) else set()


def _listed(document: object, field: str, name: str) -> set[str]:
    entries = document.get(field) if isinstance(document, dict) else None
    return {str(entry[name]) for entry in entries or () if isinstance(entry, dict) and name in entry}
