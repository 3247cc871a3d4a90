"""How gunicorn serves `backfit.wsgi`, on a laptop and in a container: `gunicorn --config python:backfit.gunicorn`."""

from urllib.parse import quote

from gunicorn.glogging import Logger

from backfit.lib import environment as env


class OneLineEach(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Writes a path as it was sent: decoded, a line end in it would begin a line that nobody logged."""

    def atoms(self, *asked: object) -> dict[str, object]:
        found: dict[str, object] = super().atoms(*asked)
        return found | {"U": quote(str(found["U"]))}


wsgi_app = "backfit.wsgi:application"
bind = f"{env.text('HOST', default='127.0.0.1')}:{env.number('PORT', default=8000)}"
workers = env.number("WEB_WORKERS", default=1)
threads = env.number("WEB_THREADS", default=8)
timeout = 30
graceful_timeout = 10
control_socket_disable = True
logger_class = OneLineEach
accesslog = "-"
# No query, no address, no agent: who asked is nobody's business.
access_log_format = "%(m)s %(U)s %(s)s %(M)sms"
