"""Pages that belong to no app: accessibility, privacy, cookies, help; and what people see when a page is refused."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from councils.policy import policy

from .context import bare_frame, error_frame


@policy(public=True)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@policy(public=True)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@policy(public=True)
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/cookies.html")


@policy(public=True)
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html")


@policy(public=True)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refused(request, "errors/400.html", 400)


@policy(public=True)
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _refused(request, "errors/403.html", 403)


@policy(public=True)
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes whether a thing is missing or belongs to another council."""
    return _refused(request, "errors/404.html", 404)


@policy(public=True)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or cookies that are off: said in words (settings.CSRF_FAILURE_VIEW)."""
    return _refused(request, "errors/csrf.html", 403)


@policy(public=True)
def server_error(request: HttpRequest) -> HttpResponse:
    """What went wrong is still being handled here: a database that cannot be reached says "try again soon"."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return service_unavailable(request)
    return _failed("errors/500.html", 500)


@policy(public=True)
def service_unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = _failed("errors/503.html", 503)
    response["Retry-After"] = "30"
    return response


def _refused(request: HttpRequest, template: str, code: int) -> HttpResponse:
    return HttpResponse(render_to_string(template, {"frame": error_frame(request)}), status=code)


def _failed(template: str, code: int) -> HttpResponse:
    """Without the request: the database or the session may be what has failed."""
    return HttpResponse(render_to_string(template, {"frame": bare_frame()}), status=code)
