"""The Django project: settings, addresses, the Celery app, accounts, and what every room shares."""
