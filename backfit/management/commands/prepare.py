"""Brings the database up to date and, when asked, fills in the demo people."""

from argparse import ArgumentParser

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Both in one process, since starting Django takes longer than either."""

    help = "Migrates the database; with --demo also makes the demo people, unless they are there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="make the demo people too")

    def handle(self, *, demo: bool, **_options: object) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if demo and "demo" in get_commands():
            call_command("demo", stdout=self.stdout)
