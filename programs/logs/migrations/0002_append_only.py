"""Lets the database refuse to change a log; it goes only with the account."""

from django.db import migrations

TRIGGER = """
CREATE TRIGGER a_log_never_changes BEFORE UPDATE ON logs_log
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("logs", "0001_initial"), ("accounts", "0002_append_only")]

    operations = [migrations.RunSQL(TRIGGER, "DROP TRIGGER a_log_never_changes ON logs_log;")]
