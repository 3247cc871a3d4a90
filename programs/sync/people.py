"""The demo people as the file beside this one tells of them."""

from functools import cache
from pathlib import Path

from pydantic import Field, JsonValue

from exercises.strict_yaml import Strict, read_yaml, shape

FILE = Path(__file__).with_name("demo.yaml")


class Taken(Strict):
    """A measure, so many days after the person began."""

    day: int
    measure: str
    answers: dict[str, JsonValue]
    words: dict[str, JsonValue] = {}


class Note(Strict):
    """What the person wrote to the clinic, so many days after they began."""

    day: int
    text: str
    needs_help: bool = False


class Person(Strict):
    """One demo person; what each field means stands in the file."""

    first_name: str = ""
    email: str | None = None
    words: str = ""
    days_ago: int
    daily: bool = False
    pains: tuple[int, ...] = (1,)
    missed: frozenset[int] = frozenset()
    quiet: int = 0
    morning: int = 1
    sore: int | None = None
    says: str | None = None
    measures: tuple[Taken, ...] = ()
    reads: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    answers: dict[str, JsonValue]

    @property
    def age(self) -> int:
        age = self.answers["age"]
        if not isinstance(age, int):
            raise TypeError(f"{self.first_name} has no age")
        return age


class Clinician(Strict):
    email: str
    name: str
    password: str


class DemoClinic(Strict):
    name: str
    clinician: Clinician
    people: tuple[Person, ...]


class DemoFile(Strict):
    usual: dict[str, JsonValue] = Field(description="answers of everybody")
    alone: tuple[Person, ...]
    clinic: DemoClinic


@cache
def demo() -> DemoFile:
    data, _ = read_yaml(FILE)
    return shape(DemoFile, data, file=FILE.name)
