"""The Celery app that tasks register with: `@work.task` in a room's tasks.py.

Named rather than found by `shared_task`, so that a command which enqueues nothing (prescribe) never loads Celery,
and a process that does enqueue can't miss the broker.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backfit.settings")  # its Django fix-up looks for it just below

work = Celery("backfit")
work.config_from_object("django.conf:settings", namespace="CELERY")
