#!/usr/bin/env python
"""Runs the project's commands: `manage.py help` lists them."""

import os
import sys

from django.core.management import execute_from_command_line, load_command_class

# These decide from their input alone and answer in under a second: loading models and the database driver takes longer.
PURE_COMMANDS = {"prescribe": "programs.plans", "decide": "programs.plans"}


def main(argv: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backfit.settings")
    command = argv[1] if len(argv) > 1 else ""
    if command in PURE_COMMANDS:
        load_command_class(PURE_COMMANDS[command], command).run_from_argv(argv)
    else:
        execute_from_command_line(argv)


if __name__ == "__main__":
    main(sys.argv)
