"""Settings, read from the environment. README.md, "Configure", lists every variable."""

import sys
from pathlib import Path
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # demonstration: made-up councils, sign-ins shown on the sign-in page
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not (DEBUG or DEMO or "pytest" in sys.modules):
        raise ImproperlyConfigured("Set SECRET_KEY in the environment (a long random text).")
    SECRET_KEY = "only-for-demonstration-and-tests-never-for-production-use"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")  # links in e-mails
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BRAND = env.str(
    "BRAND", default="plain"
)  # "govuk" only on a gov.uk domain: its logo and typeface are licensed

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "rest_framework.authtoken",
    "drf_spectacular",
    "django_filters",
    "allauth",
    "allauth.account",
    "csp",
    "pgtrigger",
    "pghistory",
    "config",
    "councils",
    "notices",
    "actions",
    "boards",
    "reviews",
    "reminders",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "councils.middleware.never_cached_when_signed_in",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "councils.middleware.ScopeMiddleware",  # last: it runs the view inside its council scope
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "config.jinja2.environment",
            "context_processors": [
                "config.context.page_frame",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # third-party pages (allauth's fallbacks, the API documentation)
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

# -- database: PostgreSQL only. Web and workers connect as a role that owns nothing; migrations as the owner.
DATABASES = {
    "default": env.db_url("DATABASE_URL", default="postgres://noticeboard_app@127.0.0.1/noticeboard")
}
DATABASES["default"].update(
    HOST=unquote(DATABASES["default"]["HOST"]),  # a socket's folder arrives as %2Ftmp%2F...
    CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=600),  # a new connection costs 12-17 ms, a kept one nothing
    CONN_HEALTH_CHECKS=True,
)
APP_ROLE = env.str("APP_ROLE", default="noticeboard_app")
DEPARTMENT_ROLE = env.str("DEPARTMENT_ROLE", default="noticeboard_department")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_CONTEXT_FIELD = None
PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = False

# -- people
AUTH_USER_MODEL = "councils.User"
AUTHENTICATION_BACKENDS = ["councils.signed_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
CSRF_FAILURE_VIEW = "config.pages.csrf_failure"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "councils.sign_in.InvitedPeopleOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited by an administrator; nobody signs up
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {  # our labels and messages
    "login": "councils.account_forms.SignInForm",
    "reset_password": "councils.account_forms.ResetPasswordForm",
    "reset_password_from_key": "councils.account_forms.NewPasswordForm",
    "change_password": "councils.account_forms.ChangePasswordForm",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
}
SESSION_ENGINE = "councils.sessions"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# -- security headers
SECURE = env.bool("SECURE", default=not (DEBUG or DEMO or "pytest" in sys.modules))  # https only
SECURE_SSL_REDIRECT = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # charts are data: images
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# -- language, time: stored in UTC, shown and decided in Europe/London
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

# -- static files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
WHITENOISE_USE_FINDERS = env.bool("WHITENOISE_USE_FINDERS", default=DEBUG or DEMO)
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SECURE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# -- e-mail. MAIL_PROVIDER: smtp (EMAIL_URL), notify (GOV.UK Notify), console, or mailbox (the demonstration's folder)
EMAIL_URL = env.str("EMAIL_URL", default="")
_MAIL_SERVER = env.email_url_config(EMAIL_URL or "consolemail://")
vars().update(_MAIL_SERVER)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Noticeboard <noticeboard@localhost>")
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")  # where SMTP sends back what cannot be delivered
MAILBOX_DIR = env.str("MAILBOX_DIR", default="")
MAIL_PROVIDER = env.str("MAIL_PROVIDER", default="") or (
    "mailbox" if MAILBOX_DIR else "smtp" if EMAIL_URL else "console"
)
EMAIL_BACKEND = {
    "smtp": _MAIL_SERVER["EMAIL_BACKEND"],
    "notify": "reminders.delivery.notify.Backend",
    "console": "django.core.mail.backends.console.EmailBackend",
    "mailbox": "reminders.mailbox.FolderBackend",
}[MAIL_PROVIDER]
EMAIL_TIMEOUT = 20
NOTIFY_API_KEY = env.str("NOTIFY_API_KEY", default="")
NOTIFY_TEMPLATE_ID = env.str("NOTIFY_TEMPLATE_ID", default="")  # subject: ((subject)), message: ((body))
NOTIFY_CALLBACK_TOKEN = env.str("NOTIFY_CALLBACK_TOKEN", default="")  # without it callbacks are a 404
NOTIFY_BASE_URL = env.str("NOTIFY_BASE_URL", default="https://api.notifications.service.gov.uk")
if MAIL_PROVIDER == "smtp" and not EMAIL_URL:
    raise ImproperlyConfigured(
        "MAIL_PROVIDER=smtp needs EMAIL_URL, such as smtp+tls://user:password@host:587."
    )
if MAIL_PROVIDER == "notify" and not (NOTIFY_API_KEY and NOTIFY_TEMPLATE_ID):
    raise ImproperlyConfigured("MAIL_PROVIDER=notify needs NOTIFY_API_KEY and NOTIFY_TEMPLATE_ID.")

# -- Celery: it only wakes the workers; the database says what is due (docs/decisions)
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
}
CELERY_TASK_PUBLISH_RETRY = False  # a lost wake-up is caught by the next tick
CELERY_TIMEZONE = "UTC"  # beat in Europe/London misbehaves around clock changes
CELERY_ENABLE_UTC = True
CELERY_TASK_DEFAULT_QUEUE = "mail"
CELERY_TASK_ROUTES = {  # the slow queue; mail never waits behind it
    "reports.tasks.send_ready_mails": {"queue": "mail"},
    "reports.tasks.*": {"queue": "reports"},
    "notices.tasks.*": {"queue": "reports"},
}
TICK_SECONDS = env.int("TICK_SECONDS", default=30)  # half of the minute in which what is due goes out
CELERY_BEAT_SCHEDULE = {  # a wake-up that nobody took before the next one is of no use any more
    "send-due-reminders": {
        "task": "reminders.tasks.tick",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    },
    "end-periods": {
        "task": "notices.tasks.end_periods",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    },
    "roll-occurrences": {
        "task": "notices.tasks.roll_occurrences",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    },
    "roll-forward": {
        "task": "boards.tasks.roll_forward",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    },
    "read-waiting-documents": {
        "task": "notices.tasks.read_waiting",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "send-ready-mails": {
        "task": "reports.tasks.send_ready_mails",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    },
    "send-incident-mails": {
        "task": "reviews.tasks.send_incident_mails",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "send-step-mails": {
        "task": "reviews.tasks.send_step_mails",
        "schedule": TICK_SECONDS,
        "options": {"expires": TICK_SECONDS},
    },
    "render-waiting-reports": {
        "task": "reports.tasks.render_waiting",
        "schedule": 60,
        "options": {"expires": 60},
    },
}
# how long a worker that died keeps its work from others; longer than any one e-mail or report takes
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=300)
# how long mail waits while the provider takes none
OUTBOX_PUT_OFF_SECONDS = env.int("OUTBOX_PUT_OFF_SECONDS", default=60)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # without it /metrics is refused to everybody
CANARY_ADDRESS = env.str("CANARY_ADDRESS", default="")  # gets a test email an hour; none: no test email
CANARY_SECONDS = env.int("CANARY_SECONDS", default=60 * 60)
TICK_HOUR = env.int("TICK_HOUR", default=7)  # reminders go out from this hour, Europe/London

# -- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",  # first: it makes the answer to nobody a 401
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "councils.paging.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "councils.api.plain_english_errors",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Noticeboard API",
    "VERSION": "1",
    "DESCRIPTION": "Notices, plans, boards and reviews of the councils that you may see.",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {
        "Delivery": "actions.models.action.Delivery",
        "OwnersDelivery": "actions.models.action.OWNER_MAY_SET",
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = [
    "councils.files.StopsWhenTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CLAMAV_URL = env.str("CLAMAV_URL", default="")  # uploads are refused while it is set and does not answer
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
    },
}
