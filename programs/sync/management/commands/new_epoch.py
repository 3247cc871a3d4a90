"""Begins a new epoch, so that every phone offers all it made again: for after a backup was restored."""

from django.core.management.base import BaseCommand

from backfit.lib import clock
from programs.logs.writes import begin_epoch


class Command(BaseCommand):
    help = "Lets every phone offer all it made again. For after a restore, before phones can reach the server."

    def handle(self, **_options: object) -> None:
        people = 0
        for people in begin_epoch(now=clock.now()):
            self.stdout.write(f"{people} people so far")
        self.stdout.write(f"A new epoch for {people} people: each phone offers all it made with its next request.")
