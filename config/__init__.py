"""Settings, URLs, Celery, the API router, the page frame.

The roof: it knows every app; nobody imports it except entry points (manage.py, wsgi, celery) and tests.
"""

from .celery import app as celery_app

__all__ = ["celery_app"]
