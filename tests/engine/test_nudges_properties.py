"""Three weeks of somebody's reminders, anywhere on Earth: what must never happen, whatever they wish and do."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from programs.engine.contract import DAYS, SessionKind
from programs.engine.nudges import Asked, NudgeFacts, Quiet, Send, Sent, Wishes, decide, next_at, wish_fault
from programs.knowledge.load import knowledge

# Half hours, days that begin at 1:00, summer time in both halves of the year, and both ends of the date line.
ZONES = (
    *("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati"),
    *("Pacific/Pago_Pago", "America/St_Johns", "Africa/Cairo", "America/Sao_Paulo", "Africa/Casablanca"),
)
HELD = ("held", "ill", "flare")
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@dataclass
class Life:
    """What a person wishes and does, by local day, and what came of it: each nudge with its instant and zone."""

    wishes: Wishes
    zones: tuple[str, str]
    flies_at: datetime
    planned: dict[date, SessionKind]
    logged_at: dict[date, datetime]
    held: dict[date, str]
    has_plan: bool
    sent: list[tuple[datetime, str, Sent]] = field(default_factory=list)

    def zone(self, now: datetime) -> str:
        return self.zones[now >= self.flies_at]

    def facts(self, on: date, due_at: datetime, now: datetime) -> NudgeFacts:
        held = self.held.get(on)
        return NudgeFacts(
            on=on,
            due_at=due_at,
            zone=self.zone(now),
            wishes=self.wishes,
            asked=Asked(
                held=held == "held",
                ill=held == "ill",
                flare=held == "flare",
                kind=self.planned.get(on),
                minutes=17,
            )
            if self.has_plan
            else None,
            logged=self.is_logged(on, now),
            sent=tuple(sent for _, _, sent in self.sent),
            has_address=True,
        )

    def is_logged(self, on: date, now: datetime) -> bool:
        return on in self.logged_at and self.logged_at[on] <= now


@st.composite
def wished(draw: st.DrawFn) -> Wishes:
    begins, ends = draw(times), draw(times)
    if wish_fault("reminder:quiet", f"{begins:%H:%M}-{ends:%H:%M}", knowledge=knowledge()):
        begins, ends = time(21), time(8)
    days = draw(st.none() | st.sets(st.sampled_from(DAYS), min_size=1).map(lambda chosen: tuple(sorted(chosen))))
    return Wishes(
        on=draw(st.integers(0, 5)) > 0,
        chosen=True,
        at=draw(times | st.sampled_from([time(12, 30), time(1, 30), time(2, 30), time(20, 59)])),
        days=days,
        quiet=Quiet(begins=begins, ends=ends),
        paused_until=draw(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))),
    )


@st.composite
def lives(draw: st.DrawFn) -> tuple[Life, datetime, list[int]]:
    first = draw(st.sampled_from([date(2026, 3, 1), date(2026, 3, 22), date(2026, 4, 1), date(2026, 10, 18)]))
    days = [first + timedelta(days=ahead) for ahead in range(-2, 26)]
    start = datetime.combine(first, draw(times), UTC)
    kinds: st.SearchStrategy[SessionKind] = st.sampled_from(["exercise", "walk", "swim", "rest"])
    moments = st.integers(0, 24 * 60 - 1).map(lambda minutes: timedelta(minutes=minutes))
    life = Life(
        wishes=draw(wished()),
        zones=(draw(st.sampled_from(ZONES)), draw(st.sampled_from(ZONES))),
        flies_at=start + timedelta(hours=draw(st.integers(0, 21 * 24))),
        planned=draw(st.dictionaries(st.sampled_from(days), kinds, min_size=15)),
        logged_at={
            on: datetime.combine(on, time(0), UTC) + at
            for on, at in draw(st.dictionaries(st.sampled_from(days), moments, max_size=8)).items()
        },
        held=draw(st.dictionaries(st.sampled_from(days), st.sampled_from(HELD), max_size=8)),
        has_plan=draw(st.integers(0, 5)) > 0,
    )
    return life, start, draw(st.lists(st.sampled_from([0, 0, 0, 1, 5, 59, 61, 300]), min_size=40, max_size=40))


def lived(life: Life, start: datetime, delays: list[int]) -> Life:
    """Three weeks of beats; each nudge is delivered some minutes after it was claimed."""
    now, last = start, start + timedelta(days=21)
    for number, delay in enumerate(delays):
        zone = life.zone(now)
        due_at = next_at(life.wishes, zone=zone, after=now)
        if due_at is None or due_at > last:
            break
        if life.zone(due_at) != zone:  # they flew meanwhile, and the phone told the server
            now = max(now, life.flies_at)
            continue
        now = due_at + timedelta(minutes=delay)
        on = due_at.astimezone(ZoneInfo(zone)).date()
        verdict = decide(life.facts(on, due_at, now), now=now, key=UUID(int=number), knowledge=knowledge())
        if isinstance(verdict, Send):
            life.sent.append((now, life.zone(now), Sent(on=on, template=verdict.template)))
    return life


def faults(life: Life) -> list[str]:
    """What happened that must never happen."""
    found = []
    for now, zone, sent in life.sent:
        local = now.astimezone(ZoneInfo(zone))
        begins, ends = life.wishes.quiet.begins, life.wishes.quiet.ends
        awake = (ends <= local.time() < begins) if ends < begins else not begins <= local.time() < ends
        found += ["in quiet hours"] * (not awake)
        found += ["on another day"] * (local.date() != sent.on)
        found += ["without a session"] * (life.planned.get(sent.on, "rest") == "rest")
        found += ["though logged"] * life.is_logged(sent.on, now)
        found += ["while it may not be"] * (sent.on in life.held or not life.has_plan)
        found += ["unasked"] * (not life.wishes.on)
        found += ["on a day not chosen"] * (
            life.wishes.days is not None and DAYS[sent.on.weekday()] not in life.wishes.days
        )
        found += ["in a pause"] * (life.wishes.paused_until is not None and sent.on < life.wishes.paused_until)
    days = [sent.on for _, _, sent in life.sent]
    found += ["twice a day"] * (len(set(days)) < len(days))
    found += ["too often"] * any(sum(0 <= (later - day).days < 7 for later in days) > 4 for day in days)
    return found


@settings(max_examples=400)
@given(lives())
def test_it_never_comes_when_it_must_not(lived_by: tuple[Life, datetime, list[int]]) -> None:
    assert faults(lived(*lived_by)) == []


@settings(max_examples=200)
@given(wished(), st.sampled_from(ZONES), st.integers(0, 730 * 24 * 60))
def test_the_next_one_is_ahead_at_the_wished_time_on_a_wished_day(wishes: Wishes, zone: str, minutes: int) -> None:
    moment = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = next_at(wishes, zone=zone, after=moment)
    if found is None:
        return
    assert found > moment
    local = found.astimezone(ZoneInfo(zone))
    jump = timedelta(hours=1)  # the furthest that a clock jumps here
    assert (
        timedelta(0) <= datetime.combine(local.date(), local.time()) - datetime.combine(local.date(), wishes.at) <= jump
    )
    assert next_at(wishes, zone=zone, after=found) != found


def test_somebody_who_does_nothing_is_reminded_four_times_a_week() -> None:
    """The property above would hold of silence too."""
    start = datetime(2026, 3, 1, 20, 0, tzinfo=UTC)
    everything: dict[date, SessionKind] = {date(2026, 3, 1) + timedelta(days=day): "exercise" for day in range(30)}
    asked = Wishes(
        on=True, chosen=True, at=time(12, 30), days=None, quiet=Quiet(begins=time(21), ends=time(8)), paused_until=None
    )
    life = Life(asked, ("Europe/London",) * 2, start, everything, {}, {}, has_plan=True)
    assert [sent.on.day for _, _, sent in lived(life, start, [0] * 40).sent] == [
        2,
        3,
        4,
        5,
        9,
        10,
        11,
        12,
        16,
        17,
        18,
        19,
    ]
