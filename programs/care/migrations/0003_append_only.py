"""Lets the database refuse to change an alert, or a step of its life."""

from django.db import migrations

TABLES = {"care_alert": "an_alert_never_changes", "care_alertstep": "a_step_never_changes"}


def trigger(*, name: str, table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("care", "0002_alerts"), ("accounts", "0002_append_only")]

    operations = [trigger(name=name, table=table) for table, name in TABLES.items()]
