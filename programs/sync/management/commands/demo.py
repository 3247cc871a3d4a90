"""Makes the demo people, unless they are there, and says how to sign in as one."""

from django.core.management.base import BaseCommand

from programs.sync.demo import PEOPLE, make


class Command(BaseCommand):
    help = "Make the demo people: a new one and one with three weeks of logs. Safe to run again."

    def handle(self, **_options: object) -> None:
        for demo in PEOPLE:
            make(demo)
        self.stdout.write("Demo people, to sign in as by e-mail (the code is printed in this window):")
        for demo in PEOPLE:
            self.stdout.write(f"  {demo.email}  {demo.words}")
