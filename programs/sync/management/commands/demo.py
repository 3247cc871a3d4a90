"""Makes the demo people, unless they are there, and says how to sign in as one."""

from django.core.management.base import BaseCommand

from programs.sync.demo import make_all
from programs.sync.people import demo


class Command(BaseCommand):
    help = "Make the demo people, and a clinician with 25 patients. Safe to run again."

    def handle(self, **_options: object) -> None:
        make_all()
        self.stdout.write("Demo people, to sign in as by e-mail (the code is printed in this window):")
        for person in (*demo().alone, *demo().clinic.people):
            if person.email:
                self.stdout.write(f"  {person.email}  {person.words}")
        clinic = demo().clinic
        self.stdout.write(f"A clinician with {len(clinic.people)} patients signs in at /clinic, then types a code too:")
        self.stdout.write(f"  {clinic.clinician.email}  password {clinic.clinician.password}")
