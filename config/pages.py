"""Pages that belong to no app: accessibility, privacy, cookies, help; and what people see, and programs are told, when
something is refused or fails."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from councils.policy import policy

from .context import bare_frame, error_frame

API = "/api/"
# To a program, in the form of the API's own refusals (councils/api.py): what happened, and what to do about it.
TO_PROGRAMS = {
    400: (
        "The request could not be understood. Nothing was saved.",
        "Compare it with /api/v1/docs/. A file may not be larger than 20 MB.",
    ),
    403: ("This is not for you to do, and nothing was done.", "Ask for the role that it needs."),
    404: ("Not found.", "Compare the address with /api/v1/docs/."),
    500: (
        "Something went wrong here. What you sent was not saved.",
        "Send it again in a few minutes. The fault has been recorded.",
    ),
    503: (
        "Noticeboard is not available just now. What you sent was not saved.",
        "Send it again after as many seconds as Retry-After says.",
    ),
}


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
    return _failed(request, "errors/500.html", 500)


@policy(public=True)
def service_unavailable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = _failed(request, "errors/503.html", 503)
    response["Retry-After"] = "30"
    return response


def _refused(request: HttpRequest, template: str, code: int) -> HttpResponse:
    if request.path.startswith(API):
        return _to_program(code)
    return HttpResponse(render_to_string(template, {"frame": error_frame(request)}), status=code)


def _failed(request: HttpRequest, template: str, code: int) -> HttpResponse:
    """Of the request only its path: the database or the session may be what has failed."""
    if request.path.startswith(API):
        return _to_program(code)
    return HttpResponse(render_to_string(template, {"frame": bare_frame()}), status=code)


def _to_program(code: int) -> HttpResponse:
    detail, what_to_do = TO_PROGRAMS[code]
    return JsonResponse({"detail": detail, "what_to_do": what_to_do}, status=code)
