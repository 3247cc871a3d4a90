"""`manage.py prescribe`: what the engine prescribes for an intake, as JSON in and JSON out."""

import json
import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from backfit.lib import strict_json
from backfit.lib.strict_shape import InvalidInput, shown
from exercises.load import Catalogue, catalogue
from programs.engine.contract import Prescription
from programs.engine.prescribe import prescribe
from programs.engine.screening import read_intake
from programs.knowledge.load import Knowledge, knowledge


class Command(BaseCommand):
    """Reads one JSON object (with --batch: an array) on standard input; exit 2 and one line for invalid input."""

    help = "Prescribe for an intake: outcome, reasons, and a program where one may start."
    requires_system_checks = ()  # no service has to be up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--batch", action="store_true", help="read a JSON array, print one in the same order")
        parser.add_argument("--pretty", action="store_true", help="indent the output for people")

    def handle(self, *_args: object, batch: bool, pretty: bool, **_options: object) -> None:
        known, library = knowledge(), catalogue()
        try:
            given = strict_json.parse(sys.stdin.buffer.read().decode())
            answers = _each(given, known, library) if batch else [_one(given, known, library)]
        except ValueError as error:  # also what bytes that are not UTF-8 raise
            raise CommandError(str(error), returncode=2) from error
        told = [answer.model_dump_json(by_alias=True) for answer in answers]
        text = f"[{','.join(told)}]" if batch else told[0]
        self.stdout.write(json.dumps(json.loads(text), ensure_ascii=False, indent=2) if pretty else text)


def _one(given: object, known: Knowledge, library: Catalogue) -> Prescription:
    return prescribe(read_intake(given, knowledge=known, catalogue=library), knowledge=known, catalogue=library)


def _each(given: object, known: Knowledge, library: Catalogue) -> list[Prescription]:
    if not isinstance(given, list):
        raise InvalidInput(f"the input is {shown(given)}: allowed with --batch is one JSON array")
    answers = []
    for place, item in enumerate(given):
        try:
            answers.append(_one(item, known, library))
        except InvalidInput as error:
            raise InvalidInput(f"item {place}: {error}") from error
    return answers
