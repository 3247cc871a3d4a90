"""Lets the database refuse to change an intake, a published version or what was told about a change."""

from django.db import migrations

TABLES = {
    "plans_intake": "an_intake_never_changes",
    "plans_planversion": "a_published_version_never_changes",
    "plans_change": "a_told_change_never_changes",
}


def trigger(*, name: str, table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();",
        f"DROP TRIGGER {name} ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("accounts", "0002_append_only")]

    operations = [trigger(name=name, table=table) for table, name in TABLES.items()]
