"""Intake, plan, version and change of a person's programme."""
