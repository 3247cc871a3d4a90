"""How long the week's sessions are to be, and which kinds of aerobic session a person gets."""

from programs.engine.contract import Intake
from programs.engine.matching.rules import Judge
from programs.engine.scheduling.choice import STARTER, Choice
from programs.engine.scheduling.days import IN_WATER, WEEK, Wanted
from programs.engine.scheduling.fill import Bounds


def bounds(intake: Intake, *, judge: Judge) -> Bounds:
    """Minutes of a session and of the week: the band's range for the stage, capped by what is offered (section 3).

    The aim is the middle of the band's range, or most of what is offered where that is less.
    """
    scheduling, grading, person = judge.knowledge.scheduling, judge.knowledge.grading, judge.person
    days = len(set(intake.days))
    active = days - scheduling.rest_day.at_least if days == WEEK else days
    offered = days * intake.minutes
    least, most = person.rules.weekly_minutes[person.stage]
    low = min(least, -(-offered * round(grading.offered_share[0] * 100) // 100))
    high = min(most, offered * round(grading.offered_share[1] * 100) // 100)
    session = min(intake.minutes, high // active)
    aim = min((least + most) // 2, offered * round(scheduling.picking.target_share * 100) // 100)
    length = min(session, max(-(-low // active), min(aim // active, scheduling.picking.longest_session)))
    usual = min(session * round(scheduling.picking.target_share * 100) // 100, scheduling.picking.longest_session)
    return Bounds(length=length, usual=max(length, usual), session=session, low=low, high=high)


def wanted_kinds(choices: tuple[Choice, ...], *, judge: Judge) -> Wanted:
    """Aerobic kinds that a starter set or a wish names, wishes first; without any, the first that is possible."""
    picking = judge.knowledge.scheduling.picking
    leads = {
        kind: [
            choice for choice in choices if choice.subgroup in rules.leads and choice.subgroup not in picking.not_easy
        ]
        for kind, rules in picking.kinds.items()
    }
    possible = [kind for kind, led_by in leads.items() if led_by]
    welcome = [kind for kind in possible if not all(choice.disliked for choice in leads[kind])] or possible
    liked = [kind for kind in welcome if any(choice.liked for choice in leads[kind])]
    starters = [
        kind for kind in welcome if any(choice.tier == STARTER and not choice.disliked for choice in leads[kind])
    ]
    kinds = tuple(dict.fromkeys([*liked, *starters])) or tuple(welcome[:1])
    own = next((kind for kind in kinds if kind in IN_WATER), None)
    return Wanted(kinds=kinds, own=own, liked=own in liked)
