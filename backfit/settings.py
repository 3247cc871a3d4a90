"""Every setting of the server, read from the environment, safe where nothing is set."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from backfit.lib import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
RUN_DIR = Path(env.text("RUN_DIR", default=str(BASE_DIR / ".run")))  # what `manage.py up` keeps: data, logs, secrets

# --- where it is served -----------------------------------------------------------------------------------------------
# SITE_URL is the one address that people open; https switches on all that only works with it.
SITE_URL = env.text("SITE_URL", default="https://localhost").rstrip("/")
SITE_IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname or "localhost", *env.words("ALLOWED_HOSTS")]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
ROOT_URLCONF = "backfit.urls"
WSGI_APPLICATION = "backfit.wsgi.application"
DEBUG = env.switch("DEBUG", default=False)

# Commands that need no session (prescribe, migrate) run without the variable; backfit.wsgi refuses to.
SECRET_KEY = env.text("SECRET_KEY") or secrets.token_urlsafe(48)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")

# How many proxies of ours stand in front: only then are their headers believed.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- what it is made of -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # urls.py discovers: commands start faster without
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "backfit.accounts",  # above allauth, whose mails it words anew
    "allauth",
    "allauth.account",
    "allauth.headless",
    "backfit",
    "programs.plans",
    "programs.logs",
    "programs.care",
    "programs.nudges",
    "programs.sync",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "backfit.lib.csp.content_security_policy",  # above WhiteNoise, so that static files carry it too
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "backfit.lib.caching.no_store",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- data -------------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.database(env.text("DATABASE_URL", default="postgresql://backfit@127.0.0.1:5432/backfit"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.text("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},  # nobody waits for what only counts
    }
}
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"

# --- people and their sessions ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
YEAR_S = 365 * 24 * 60 * 60
SESSION_COOKIE_AGE = YEAR_S  # an account without e-mail is this cookie: losing it would lose the account
STAFF_SESSION_AGE = 12 * 60 * 60  # a working day: after it, both steps again
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "backfit.lib.errors.csrf_failure"
SECURE_SSL_REDIRECT = SITE_IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without the TLS front
SECURE_HSTS_SECONDS = YEAR_S if SITE_IS_HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",
    "security.W021",
]  # HSTS for all subdomains, and for ever: the operator's call
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

ACCOUNT_ADAPTER = "backfit.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}  # a password alone opens nothing: see docs/adr/0011
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # typed, since a link would open another browser's storage on an iPhone
ACCOUNT_LOGIN_TIMEOUT = 15 * 60  # between a password and the code that follows it
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{SITE_URL}/",
    "account_reset_password": f"{SITE_URL}/",
    "account_reset_password_from_key": f"{SITE_URL}/",
    "account_signup": f"{SITE_URL}/",
}

# --- e-mail: printed in the log until a server is named ---------------------------------------------------------------
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("EMAIL_PORT", default=587)
EMAIL_HOST_USER = env.text("EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD")
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", default="BackFit <noreply@localhost>")

# --- API --------------------------------------------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # the admin's forms; API bodies have the smaller limit of backfit.lib.body
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["backfit.lib.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["backfit.lib.body.LimitedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "backfit.lib.errors.answer",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "BackFit",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "OAS_VERSION": "3.1.0",
    # In place of the default hook, which would rename the enums that the pydantic shapes already name.
    "POSTPROCESSING_HOOKS": ["backfit.lib.openapi.without_titles"],
}

# --- static files -----------------------------------------------------------------------------------------------------
# The built phone app is served from the root, so that its service worker may rule all of it.
STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT") or None
PHONE_DIR = BASE_DIR / "frontend" / "dist"
PHONE_WORKER = env.switch("PHONE_WORKER", default=True)  # off takes the service worker off every phone
WHITENOISE_ROOT = PHONE_DIR if PHONE_DIR.is_dir() else None
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_MAX_AGE = 0
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
# Eight base64url characters (Vite's) or hexadecimal ones (a figure's), which WhiteNoise's own test does not know.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/(assets|figures)/.+-[\w-]{8}\.\w+$"

# --- work outside requests --------------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task is done again: tasks are safe to run twice
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_TASK_TIME_LIMIT = 60
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = env.text("BEAT_FILE", default=str(RUN_DIR / "beat"))

# --- log --------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}},
    "root": {"handlers": ["stdout"], "level": env.text("LOG_LEVEL", default="INFO").upper()},
    # Django would mail errors and print only in debug: one place, always.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # An ordinary refusal is no warning: each has its line, with its status, in the web server's own log.
        "django.request": {"level": "ERROR"},
    },
}
