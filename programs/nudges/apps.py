"""Registers the room with Django."""

from django.apps import AppConfig


class NudgesConfig(AppConfig):
    name = "programs.nudges"
    label = "nudges"
