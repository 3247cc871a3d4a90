"""`manage.py decide`: what the progression rules say to the facts of one session, as JSON in and JSON out."""

import json
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from backfit.lib import strict_json
from backfit.lib.strict_shape import InvalidInput, shown
from programs.engine.progression.reading import read_facts
from programs.engine.progression.rules import decide
from programs.knowledge.load import Knowledge, knowledge


class Command(BaseCommand):
    """Reads one JSON object (with --batch an array) on standard input; exit 2 and one line for invalid input."""

    help = "Decide what follows from the facts of one finished session."
    requires_system_checks = ()  # no service has to be up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--batch", action="store_true", help="read a JSON array, print a JSON array in the same order"
        )
        parser.add_argument("--pretty", action="store_true", help="indent the output for people")

    def handle(self, *_args: object, batch: bool, pretty: bool, **_options: object) -> None:
        known = knowledge()
        try:
            given = strict_json.parse(sys.stdin.buffer.read().decode())
            answer = _answers(given, known) if batch else _answer(given, known)
        except ValueError as error:  # also what bytes that are not UTF-8 raise
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2 if pretty else None))


def _answer(given: object, known: Knowledge) -> dict[str, str]:
    return decide(read_facts(given), knowledge=known).model_dump()


def _answers(given: object, known: Knowledge) -> list[dict[str, str]]:
    if not isinstance(given, list):
        raise InvalidInput(f"the input is {shown(given)}: allowed with --batch is one JSON array")
    answers = []
    for place, item in enumerate(given):
        try:
            answers.append(_answer(item, known))
        except InvalidInput as error:
            raise InvalidInput(f"item {place}: {error}") from error
    return answers
