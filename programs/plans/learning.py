"""The lessons as the phone shows them: which are for now, which are read, where a change leads to."""

from collections.abc import Iterable
from datetime import date

from programs.engine import learn
from programs.engine.learn import Learner
from programs.engine.logs import LogEntry, PrefBody
from programs.engine.plans import DatedSession, PlanState
from programs.knowledge.load import Knowledge
from programs.knowledge.load.lessons import seconds_of
from programs.knowledge.schema.learn import Lesson
from programs.plans.bundle import ChangeView, LessonLink, LessonNow, LessonsView
from programs.plans.ground import Ground


def learner(
    ground: Ground, state: PlanState | None, sessions: Iterable[DatedSession], *, today: date, knowledge: Knowledge
) -> Learner | None:
    """Who learns; None without a plan."""
    if ground.published is None or state is None:
        return None
    return learn.learner_of(ground.published, state, sessions, today=today, knowledge=knowledge)


def lessons_view(who: Learner | None, logs: Iterable[LogEntry], *, stopped: bool, knowledge: Knowledge) -> LessonsView:
    """What is for `who` now. While something stops the plan nothing is suggested: what to do comes first."""
    prefs = {entry.body.key: entry.body.value for entry in logs if isinstance(entry.body, PrefBody)}
    read = learn.lessons_read(prefs, knowledge=knowledge)
    if who is None or stopped:
        return LessonsView(now=(), read=read, in_flare=None)
    return LessonsView(
        now=tuple(_now(one, knowledge) for one in learn.suggested(who, read=read, knowledge=knowledge)),
        read=read,
        in_flare=_link(learn.in_flare(who, knowledge=knowledge)),
    )


def with_lessons(changes: Iterable[ChangeView], who: Learner | None, *, knowledge: Knowledge) -> tuple[ChangeView, ...]:
    """The changes, each with the lesson that it leads to."""
    if who is None:
        return tuple(changes)
    return tuple(
        change.model_copy(update={"lesson": _link(learn.after_change(change.action, who, knowledge=knowledge))})
        for change in changes
    )


def _now(one: learn.Suggested, knowledge: Knowledge) -> LessonNow:
    lesson = knowledge.lessons[one.lesson]
    seconds = seconds_of(lesson, rules=knowledge.learn)
    return LessonNow(id=lesson.id, title=lesson.title, seconds=seconds, because=one.why.because)


def _link(lesson: Lesson | None) -> LessonLink | None:
    return None if lesson is None else LessonLink(id=lesson.id, title=lesson.title)
