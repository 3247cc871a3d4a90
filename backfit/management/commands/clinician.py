"""Makes a clinician: an account with a password, at a clinic."""

import secrets
import sys
from argparse import ArgumentParser
from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from backfit.accounts.writes import employ


class Command(BaseCommand):
    help = "Lets somebody work at a clinic, which is made if there is none of this name; sets their password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--name", required=True, help='how patients read who this is: "Dana Reyes, physiotherapist"'
        )
        parser.add_argument("--clinic", required=True, help="the clinic's name, as patients read it")
        parser.add_argument("--generate", action="store_true", help="make a password and print it, in place of asking")

    def handle(self, *, email: str, name: str, clinic: str, generate: bool, **_options: object) -> None:
        password = secrets.token_urlsafe(12) if generate else _asked()
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        membership = employ(email=email, name=name, clinic=clinic, password=password)
        self.stdout.write(f"{membership.name} works at {membership.clinic} and signs in at /clinic as {email.lower()}.")
        if generate:
            self.stdout.write(f"Password: {password}")


def _asked() -> str:
    """A password typed twice, or one line of a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed = getpass("Password: ")
    if getpass("Once more: ") != typed:
        raise CommandError("The two are not the same.")
    return typed
