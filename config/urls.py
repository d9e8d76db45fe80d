"""Every address of the site. Pages of a council carry its slug, which is how the middleware knows the scope."""

from django.urls import include, path

from . import pages, sign_in_urls

urlpatterns = [
    path("", include("councils.urls")),
    path("", include("reports.urls")),
    path("", include("notices.urls")),
    path("", include("actions.urls")),
    path("", include("boards.urls")),
    path("", include("reviews.urls")),
    path("", include("reminders.urls")),
    path("", include(sign_in_urls)),
    path("api/v1/", include("config.api_urls")),
    path("", include("config.page_urls")),
]

handler400 = pages.bad_request
handler403 = pages.permission_denied
handler404 = pages.page_not_found
handler500 = pages.server_error
