"""Lets the database refuse to change what a day asked for, and opens the book of everybody with a plan."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER a_planned_day_never_changes BEFORE UPDATE ON plans_plannedday
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
# Their days are closed from the first on, as they stood at each day's end.
BOOKS = """
INSERT INTO plans_daybook (user_id, closed_until, next_close_at)
    SELECT user_id, min(starts_on) - 1, now() FROM plans_planversion GROUP BY user_id;
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_planned_days"), ("accounts", "0002_append_only")]

    operations = [
        migrations.RunSQL(TRIGGER, "DROP TRIGGER a_planned_day_never_changes ON plans_plannedday;"),
        migrations.RunSQL(BOOKS, migrations.RunSQL.noop),
    ]
