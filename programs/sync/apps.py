"""Registers the room with Django."""

from django.apps import AppConfig


class SyncConfig(AppConfig):
    name = "programs.sync"
    label = "sync"
