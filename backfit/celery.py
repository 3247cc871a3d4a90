"""What worker and beat run (`celery --app backfit`): the tasks of every room, and the timetable."""

from celery.schedules import crontab

from backfit.lib.work import work as app

__all__ = ["app"]

app.autodiscover_tasks()
app.conf.beat_schedule = {
    "clear expired sessions": {
        "task": "backfit.accounts.tasks.clear_expired_sessions",
        "schedule": crontab(hour="3", minute="17"),
    },
    "forget old invitations": {
        "task": "programs.care.tasks.forget_invitations",
        "schedule": crontab(hour="3", minute="27"),
    },
    "hand out reminders": {
        "task": "programs.nudges.tasks.dispatch",
        "schedule": crontab(),
        "options": {"expires": 55},  # after a pause of the workers one catches up for all
    },
    "close days that are over": {
        "task": "programs.plans.tasks.close_days",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 590},
    },
}
