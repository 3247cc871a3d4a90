"""What the invariants say of a whole prescription, checked against the YAML files: one question for each invariant."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from programs.engine.contract import Item, Prescription, Session
from tests.oracle import book, gates
from tests.oracle.bans import BANS
from tests.oracle.people import DAYS
from tests.oracle.tally import Tally

Faults = list[str] | None
"""What is wrong; None where the invariant says nothing of this person."""
AEROBIC = {"walking", "cardio", "aquatic"}


@dataclass(frozen=True)
class Made:
    """An intake with what was prescribed for it."""

    told: dict[str, Any]
    said: Prescription

    @cached_property
    def applicant(self) -> gates.Applicant:
        """Who asks, as the gates see them."""
        told = self.told
        named = {id_: answer for id_, answer in told["answers"].items() if id_ != "*"}
        sets = frozenset(told["conditions"]), frozenset(told["flags"]), frozenset(told["approvals"])
        return gates.Applicant(sets[0], told["age"], named, sets[1], sets[2], told["sex"], swims=told["swims"])

    @cached_property
    def positive(self) -> dict[str, str]:
        """The answers that are not no, with what they lead to."""
        return gates.positive(self.applicant)

    @cached_property
    def flags(self) -> frozenset[str]:
        """The flags in force."""
        return gates.flags_of(self.applicant, self.positive)

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The conditions whose limits hold."""
        return self.applicant.conditions | book.implied(self.flags, self.applicant.conditions)

    @cached_property
    def held(self) -> book.Held:
        """The person at the stage that the prescription states, with all that holds for them."""
        told, said = self.told, self.said
        who = book.Person(
            self.applicant.conditions, told["age"], said.stage or 1, self.flags, said.irritability, told["direction"],
            told["leg_symptoms"], frozenset(told["equipment"]), frozenset(told["without"]),
        )  # fmt: skip
        return book.Held(who, self.conditions, self.flags)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions of both weeks; none without a program."""
        return self.said.program.sessions if self.said.program else ()

    @cached_property
    def items(self) -> list[Item]:
        """What is done in them, each exercise in each role once at each of its doses."""
        return list({id(item): item for session in self.sessions for item in session.items}.values())

    @cached_property
    def given(self) -> int:
        """Every exercise that is named: to do, easier and harder; a bit of its own for one the catalogue lacks."""
        named = {slug for item in self.items for slug in (item.exercise, item.easier, item.harder) if slug}
        places = book.places()
        return sum(places.get(slug, 1 << len(places)) for slug in named)

    @cached_property
    def week(self) -> list[list[Item]]:
        """Fourteen days, Monday first, with what is done on each."""
        found = {(session.week, str(session.day)): list(session.items) for session in self.sessions}
        return [found.get((week, day), []) for week in (1, 2) for day in DAYS]


def urgent(made: Made) -> Faults:
    """INV01: with an urgent answer, or a bare red flag, nothing is prescribed and nothing lifts it."""
    found = [word for word in ("emergency_now", "same_day") if word in made.positive.values()]
    bare = "red-flag" in made.told["flags"]
    if not found and not bare:
        return None
    said = made.said
    right = said.outcome in ("emergency_now", "same_day") if bare else said.outcome == found[0]
    return [] if right and said.program is None and not said.needs else [f"{found or 'red-flag'}: {said.outcome}"]


def _approved(made: Made, *needs: str) -> Faults:
    missing = set(needs) - made.applicant.approvals
    return [f"a plan without {sorted(missing)}"] if missing and made.said.outcome == "plan" else []


def clinicians_condition(made: Made) -> Faults:
    """INV02: a condition that only a clinician assigns never starts alone."""
    permissions = {book.conditions()[slug]["permission"] for slug in made.conditions}
    return _approved(made, "clinician") if "clinician_assigned_only" in permissions else None


def age(made: Made) -> Faults:
    """INV03: under 10 never, under 18 with a clinician, under 16 with a guardian too."""
    years = made.told["age"]
    if years < 10:
        return ["a plan under 10"] if made.said.outcome == "plan" else []
    if years >= 18:
        return None
    return _approved(made, "clinician", *(["guardian"] if years < 16 else []))


def operation(made: Made) -> Faults:
    """INV30: after an operation the surgeon and a clinician agree."""
    return _approved(made, "clinician", "surgeon") if "post-op" in made.flags else None


def maternity(made: Made) -> Faults:
    """INV31: in pregnancy and after birth whoever looks after it agrees."""
    return _approved(made, "maternity") if "pregnancy-pgp-lbp" in made.conditions else None


def small_pool(made: Made) -> Faults:
    """INV41: fewer than four exercises are no plan."""
    if made.said.program is None:
        return None
    count = book.allowed_to(made.held).bit_count()
    return [] if count >= gates.FEWEST else [f"a plan out of {count} exercises"]


def exactly(made: Made) -> Faults:
    """INV38: what is left out and what is allowed are together everything, but for kit that is not there."""
    if made.said.program is None:
        return None
    out = book.slugs(one.exercise for one in made.said.excluded)
    kit = book.by_kit(made.held.who.kit, made.held.who.without)
    left, allowed = book.everything() & ~out & kit, book.allowed_to(made.held)
    only = book.names(left & ~allowed), book.names(allowed & ~left)
    return [] if left == allowed and not out & allowed else [f"only not excluded {only[0]}, only allowed {only[1]}"]


def table(made: Made) -> Faults:
    """INV10: grade, place and demands are the catalogue's, and no grade is over the caps that hold."""
    if made.said.program is None:
        return None
    faults, caps = [], book.grade_cap(made.held.who)
    for item in made.items:
        entry = book.exercises()[item.exercise]
        same = (item.grade, item.position, item.group) == (entry["grade"], entry["position"], entry["group"])
        if not same or item.demands != entry["demands"] or item.grade > min(caps, made.said.grade_cap or 0):
            faults.append(f"{item.exercise} as grade {item.grade}, caps {caps} and {made.said.grade_cap}")
    return faults


def _applies(made: Made) -> Faults:
    return None if made.said.program is None else []


def runs(made: Made) -> Faults:
    """INV15: no run on land or in deep water on the day after a run."""
    ran = [any(book.exercises()[item.exercise]["subgroup"] == "run" for item in day) for day in made.week]
    return [f"runs on two days: {ran}"] if any(map(all, pairwise([*ran, ran[0]]))) else (_applies(made))


def weekly_growth(made: Made) -> Faults:
    """INV16: aerobic minutes grow by a tenth or ten minutes a week, whichever is more."""
    if made.said.program is None:
        return None
    weeks = made.said.program.weekly.aerobic_minutes
    return [f"{one} to {two}" for one, two in pairwise(weeks) if two > max(one * 1.1, one + 10)]


@cache
def regions_of(slug: str) -> frozenset[str]:
    """The regions that an exercise works so hard that they rest a day (11.30)."""
    between, entry = book.scheduling()["rest_between"], book.exercises()[slug]
    short = entry["dose"]["type"] == "hold" and entry["dose"]["max"]["hold_s"] <= between["isometric_up_to_s"]
    if entry["group"] != "strength" or entry["grade"] < between["from_grade"] or short:
        return frozenset()
    return frozenset(name for name, kinds in between["regions"].items() if entry["subgroup"] in kinds)


def rest_between(made: Made) -> Faults:
    """INV18: hard strength of a region never on two days in a row."""
    hard = [frozenset(region for item in day for region in regions_of(item.exercise)) for day in made.week]
    return [f"{sorted(one & two)} twice" for one, two in pairwise([*hard, hard[0]]) if one & two] or _applies(made)


def is_rest(day: Iterable[Item]) -> bool:
    """Whether a day counts as one of rest: nothing above effort 3, no strength above grade 1 (11.30)."""
    return all(item.dose.effort_cr10[1] <= 3 and (item.group != "strength" or item.grade <= 1) for item in day)


def rest_day(made: Made) -> Faults:
    """INV19: a day of rest in any seven, whichever day they begin on."""
    rests = [is_rest(day) for day in made.week] * 2
    sevens = [any(rests[first : first + 7]) for first in range(14)]
    return _applies(made) if all(sevens) else [f"days of rest: {rests[:14]}"]


def never_alone(made: Made) -> Faults:
    """INV25: whoever goes into water is told never to swim alone."""
    if not any(item.group == "aquatic" for item in made.items):
        return None
    told = {advice.text for advice in made.said.advice}
    return [f"not told: {rule}" for rule in book.scheduling()["water"]["rules"] if rule not in told]


def diabetes(made: Made) -> Faults:
    """INV33: whoever takes diabetes medicine is told what to check before a session."""
    if made.said.program is None or "diabetes-insulin" not in made.flags:
        return None
    prompt = book.flags()["diabetes-insulin"]["prompt"]
    return [] if any(prompt == advice.text for advice in made.said.advice) else ["not told to check"]


def pain_limits(made: Made) -> Faults:
    """INV34: the pain that is shown is the pain that the rules go by."""
    if made.said.limits is None:
        return None
    rules = book.progression()
    quota = made.conditions <= set(book.matching()["quota"]["only_conditions"])
    fine = {rules["success"]["pain_up_to"][mode] for mode in (["pain", "quota"] if quota else ["pain"])}
    right = made.said.limits.pain_ok in fine and made.said.limits.pain_stop == rules["step_back"]["pain_from"]
    return [] if right else [f"{made.said.limits}"]


def effort(made: Made) -> Faults:
    """INV35: effort is a range of CR10, no higher than exercise, stage, age, irritability and heart allow."""
    if made.said.program is None:
        return None
    who = made.held.who
    caps = [book.stages()[who.stage]["effort_cr10"][1], book.bands()[book.band_of(who.age)]["effort_cap"]]
    caps += [3] if who.irritability == "high" else []
    caps += [4] if "cardiac-unscreened" in made.flags else []
    faults = []
    for item in made.items:
        low, high = item.dose.effort_cr10
        if not 0 <= low <= high <= min(*caps, book.exercises()[item.exercise]["effort_cr10"][1]):
            faults.append(f"{item.exercise} at {low} to {high}, caps {caps}")
    return faults


def edges(made: Made) -> Faults:
    """INV39: each session warms up first and cools down last, with at most four exercises between."""
    if made.said.program is None:
        return None
    faults = []
    for session in made.sessions:
        roles = [item.role for item in session.items]
        ordered = roles == sorted(roles, key=["warm_up", "main", "cool_down"].index)
        if session.kind == "rest":
            faults += [f"{session.day}: a rest with exercises"] if roles else []
        elif not ordered or not {"warm_up", "cool_down"} <= set(roles) or not 1 <= roles.count("main") <= 4:
            faults.append(f"{session.day}: {roles}")
    return faults


def balance(made: Made) -> Faults:
    """INV40: from 65 with a risk of falls there is balance, with support."""
    if made.said.program is None or made.told["age"] < 65 or "falls-risk" not in made.flags:
        return None
    return [] if any(item.group == "balance" for item in made.items) else ["no balance exercise"]


def ladders(made: Made) -> Faults:
    """INV42: what is easier is never harder, and the other way round."""
    faults = []
    for item in made.items:
        lower, higher = (book.exercises()[slug]["grade"] if slug else item.grade for slug in (item.easier, item.harder))
        if not lower <= item.grade <= higher:
            faults.append(f"{item.easier} < {item.exercise} < {item.harder}")
    return faults or _applies(made)


@cache
def _diagnoses() -> tuple[str, ...]:
    words = " ".join(condition["built_for"] for condition in book.conditions().values())
    return tuple(name for one in book.conditions().values() if (name := one["name"]) not in words)


def no_diagnosis(made: Made) -> Faults:
    """INV43: a plan says what it is built for, and never names a diagnosis."""
    said = made.said
    if said.program is None:
        return None
    told = " ".join(reason.because for reason in said.reasons) + " ".join(one.because for one in said.excluded)
    faults = [f"it names {name!r}" for name in _diagnoses() if name in told]
    built = next((reason.because for reason in said.reasons if reason.rule == "matching.plan_for"), "")
    named = [book.conditions()[slug]["built_for"] for slug in made.told["conditions"]]
    return faults + [f"not built for {words!r}" for words in named if words not in built]


CHECKS: dict[str, Callable[[Made], Faults]] = {
    "INV01": urgent,
    "INV02": clinicians_condition,
    "INV03": age,
    "INV10": table,
    "INV15": runs,
    "INV16": weekly_growth,
    "INV18": rest_between,
    "INV19": rest_day,
    "INV25": never_alone,
    "INV30": operation,
    "INV31": maternity,
    "INV33": diabetes,
    "INV34": pain_limits,
    "INV35": effort,
    "INV38": exactly,
    "INV39": edges,
    "INV40": balance,
    "INV41": small_pool,
    "INV42": ladders,
    "INV43": no_diagnosis,
}


def check(made: Made, tally: Tally) -> None:
    """Asks everything of one prescription, and counts what it held if it is a plan."""
    for invariant, asks in CHECKS.items():
        tally.add(invariant, asks(made), made.told)
    if made.said.program is None:
        tally.seen["outcomes", made.said.outcome] += 1
        return
    for invariant, bans in BANS.items():
        banned = bans(made.held)
        if banned:
            given = made.given & banned
            tally.add(invariant, [f"given: {book.names(given) or 'an unknown slug'}"] if given else [], made.told)
    tally.seen.update(strata(made))


def strata(made: Made) -> Iterator[tuple[str, str]]:
    """What this plan counts for in the sample."""
    told = made.told
    yield "outcomes", "plan"
    yield "stages", str(made.said.stage)
    yield "bands", str(made.said.age_band)
    for word in ("conditions", "flags"):
        yield from ((word, slug) for slug in told[word])
    yield from (("kit", thing) for thing in told["equipment"])
    if len(told["conditions"]) > 1:
        yield "pairs", " + ".join(told["conditions"])
