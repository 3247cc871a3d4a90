"""Registers the room with Django."""

from django.apps import AppConfig


class LogsConfig(AppConfig):
    name = "programs.logs"
    label = "logs"
