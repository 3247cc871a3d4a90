"""How often one person's phones may ask."""

import logging

import redis.exceptions
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

logger = logging.getLogger(__name__)


class AMinute(SimpleRateThrottle):
    """60 requests a minute a user. With no cache nobody is counted: a log is worth more than a limit."""

    scope = "sync"
    rate = "60/min"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}

    def allow_request(self, request: Request, view: APIView) -> bool:
        try:
            return super().allow_request(request, view)
        except redis.exceptions.RedisError as error:  # away, or full, loading, read-only: it does not count
            logger.warning("Requests are not counted while the cache is away: %s", type(error).__name__)
            return True
