"""`manage.py explain`: why an exercise is offered to a person or left out, at each stage, with rules and sources."""

from argparse import ArgumentParser
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError

from exercises.load import Catalogue, catalogue
from exercises.schema import Exercise
from programs.engine.contract import Dose, Intake, Reason
from programs.engine.grading.dose import start_dose
from programs.engine.matching import Judge, pool
from programs.engine.matching.explained import STAGES, all_against, judge_at
from programs.engine.scheduling.choice import ranked, why
from programs.engine.screening import read_intake
from programs.knowledge.load import Knowledge, knowledge, source_label
from programs.plans.reviewing import review_words

MANY = ("condition", "flag", "like", "dislike", "without")
FIELDS = {"condition": "conditions", "flag": "flags", "like": "likes", "dislike": "dislikes", "without": "without"}
ONE = ("irritability", "direction", "leg_symptoms", "swims")


class Command(BaseCommand):
    """Prints one exercise for one person, whose safety answers are all No. Exit 2 for what is unknown."""

    help = "Explain why an exercise is offered to a person or left out, at each stage."
    requires_system_checks = ()  # no service has to be up

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("exercise", help="its slug, as in the catalogue")
        parser.add_argument("--age", type=int, default=40, help="years; 40 if not given")
        parser.add_argument("--stage", type=int, choices=STAGES, help="one stage only")
        for name in MANY:
            parser.add_argument(f"--{name}", action="append", default=[], metavar="SLUG", help="may be given again")
        parser.add_argument("--equipment", action="append", metavar="SLUG", help="may be given again; all kit if not")
        for name in ONE:
            parser.add_argument(f"--{name.replace('_', '-')}", metavar="WORD")

    def handle(self, *_args: object, **options: object) -> None:
        known, library = knowledge(), catalogue()
        exercise = library.exercises.get(str(options["exercise"]))
        if exercise is None:
            raise CommandError(f"exercise is {options['exercise']!r}: no exercise has this slug", returncode=2)
        stages = STAGES if options["stage"] is None else (int(str(options["stage"])),)
        try:
            intake = read_intake(_raw(options, library), knowledge=known, catalogue=library)
            told = "\n".join(_lines(exercise, intake, stages, known, library))
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(told)


def _raw(options: dict[str, object], library: Catalogue) -> dict[str, object]:
    """The intake that the options stand for."""
    kit = options["equipment"]
    return {
        "schema": 1,
        "age": options["age"],
        "answers": {"*": "no"},
        "swims": "well",
        "equipment": list(library.vocabulary.kit) if kit is None else kit,
        **{FIELDS[name]: options[name] for name in MANY},
        **{name: options[name] for name in ONE if options[name] is not None},
    }


def _lines(
    exercise: Exercise, intake: Intake, stages: tuple[int, ...], known: Knowledge, library: Catalogue
) -> Iterator[str]:
    words = library.vocabulary
    yield f"{exercise.name} ({exercise.slug}): {words.groups[exercise.group]}, grade {exercise.grade} of 5"
    loads = (f"{words.demands[name].words} {level}" for name, level in exercise.demands.items() if level != "none")
    yield f"  asks for: {', '.join(loads) or 'nothing of note'}"
    yield f"  sources: {source_label(exercise.sources, knowledge=known)}"
    yield f"  review: {review_words(library.review_of(exercise))}"
    for stage in stages:
        judge = judge_at(intake, stage=stage, knowledge=known, catalogue=library)
        against = all_against(exercise, judge=judge)
        yield f"Stage {stage}: {'left out' if against else 'offered'}"
        yield from (_reason(reason) for reason in against)
        if not against:
            yield from _offered(exercise, intake, judge)


def _offered(exercise: Exercise, intake: Intake, judge: Judge) -> Iterator[str]:
    """Why it would be chosen, how soon, and the dose it begins with."""
    choices = ranked(pool(judge), intake=intake, judge=judge)
    place = next(at for at, choice in enumerate(choices) if choice.slug == exercise.slug)
    first = start_dose(exercise, person=judge.person, knowledge=judge.knowledge)
    yield _reason(why(choices[place], intake=intake, judge=judge))
    yield f"  choice {place + 1} of {len(choices)}; begins with {_dose(first)}"


def _reason(reason: Reason) -> str:
    return f"  {reason.rule}: {reason.because} [{reason.source}]"


def _dose(dose: Dose) -> str:
    counted = {"sets": dose.sets, "reps": dose.reps, "s hold": dose.hold_s, "min": dose.minutes, "m": dose.distance_m}
    amounts = (f"{amount} {unit}" for unit, amount in counted.items() if amount is not None)
    return f"{', '.join(amounts)}, effort {dose.effort_cr10[0]} to {dose.effort_cr10[1]} (CR10)"
