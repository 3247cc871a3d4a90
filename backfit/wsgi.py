"""The web entry: gunicorn serves `backfit.wsgi:application`."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backfit.settings")

if not os.environ.get("SECRET_KEY"):
    # Each process would invent its own, and sign people out at every request.
    raise ImproperlyConfigured("Set SECRET_KEY to one long random string for all web and worker processes.")

application = get_wsgi_application()
