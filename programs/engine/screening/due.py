"""What time asks for while a plan is in use, by date: the full questions, agreements, a new plan, the thigh."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from programs.engine.care import Due
from programs.engine.plans import Published
from programs.engine.screening.agreed import agreements, day_of_week
from programs.engine.screening.known import known
from programs.engine.screening.said import said
from programs.engine.screening.screen import approval_words, in_order, screen
from programs.knowledge.load import Knowledge


def dues(published: Published, *, knowledge: Knowledge) -> tuple[Due, ...]:
    """All that a plan will be asked for, what holds its sessions first; pure, and known from its first day on.

    Source: specification 2.1, 1.32 and 11.15, INV30 and INV31.
    """
    found = [*_agreements(published, knowledge), _plan(published, knowledge), *_thigh(published, knowledge)]
    if published.answered_on is not None:
        found.append(_questions(published.answered_on, knowledge))
    return tuple(sorted(found, key=lambda one: (one.held_on or date.max, -one.asked_on.toordinal())))


def held(found: Iterable[Due], *, on: date) -> Due | None:
    """What sessions wait for on a day; None when nothing holds them."""
    return next((one for one in found if one.held_on is not None and one.held_on <= on), None)


def late_on(published: Published, *, knowledge: Knowledge) -> date | None:
    """The day on which a pregnancy of known weeks reaches those without lying on the back; None if none will."""
    weeks = published.intake.weeks_pregnant
    week = knowledge.screening.pregnancy.back_lying_ends_at_week
    if weeks is None or weeks >= week:
        return None
    return day_of_week(week, now=weeks, on=published.told_on or published.starts_on)


def _questions(answered_on: date, knowledge: Knowledge) -> Due:
    rules = knowledge.screening.repeat
    due_on, weeks = answered_on + timedelta(weeks=rules.every_weeks), {"weeks": rules.every_weeks}
    return Due(
        kind="questions",
        asked_on=due_on,
        ask=said("screening.questions_due", weeks, knowledge=knowledge),
        held_on=due_on + timedelta(days=rules.grace_days),
        hold=said("screening.questions_hold", weeks, knowledge=knowledge),
    )


def _plan(published: Published, knowledge: Knowledge) -> Due:
    weeks = knowledge.screening.repeat.plan_weeks
    over_on = published.starts_on + timedelta(weeks=weeks)
    reason = said("screening.plan_over", {"weeks": weeks}, knowledge=knowledge)
    return Due(kind="plan", asked_on=over_on, ask=reason, held_on=over_on, hold=reason)


def _agreements(published: Published, knowledge: Knowledge) -> Iterator[Due]:
    """One for each agreement that the plan rests on; what somebody agreed to without need holds nothing."""
    required = screen(known(published.intake, knowledge=knowledge), knowledge=knowledge).required
    on = published.told_on or published.starts_on
    given = agreements(published.intake, named=published.agreed, on=on, knowledge=knowledge)
    for one in (one for one in given if one.approval in required):
        who = {"who": approval_words(in_order([one.approval]), knowledge=knowledge)}
        # What the person says themselves is said in the questions: before its end they would only say it again.
        notice = timedelta(days=knowledge.screening.clearance.notice_days if one.by else 0)
        yield Due(
            kind="agreement",
            asked_on=one.until - notice,
            ask=said("screening.agreement_due", who, knowledge=knowledge),
            held_on=one.until,
            hold=said("screening.agreement_hold", who, knowledge=knowledge),
            needs=(one.approval,),
        )


def _thigh(published: Published, knowledge: Knowledge) -> Iterator[Due]:
    """What is not clear is asked about again, then shown to a clinician; it holds the stage all the while."""
    since = published.unclear_since or published.starts_on
    for rule in knowledge.matching.stage_holds:
        if not _is_unclear(rule.condition, published, knowledge):
            continue
        again_on = since + timedelta(days=rule.ask_again_after_days)
        if published.answered_on is None or published.answered_on < again_on:
            facts = {"days": rule.ask_again_after_days}
            yield Due(kind="thigh", asked_on=again_on, ask=said("screening.thigh_due", facts, knowledge=knowledge))
        facts = {"days": rule.clinician_after_days}
        yield Due(
            kind="thigh",
            asked_on=since + timedelta(days=rule.clinician_after_days),
            ask=said("screening.thigh_clinician", facts, knowledge=knowledge),
            review="care.thigh_unclear",
        )


def _is_unclear(condition: str, published: Published, knowledge: Knowledge) -> bool:
    """Whether nothing more is known than this; beside a suspected condition it only keeps the limits (11.3)."""
    named = published.intake.conditions
    return condition in named and not any(
        knowledge.conditions[slug].suspected_as == condition for slug in named if slug != condition
    )
