"""When what is done: a week's days and sessions, twelve weeks in outline, and the sessions of coming days."""
