"""Reminders: what each person wishes, a decision for each day, and the e-mail."""
