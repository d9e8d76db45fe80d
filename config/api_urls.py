"""Every address of /api/v1/: each room has its own."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from .api_docs import KeptSchema, api_docs

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(generator_class=KeptSchema), name="api-schema"),
    path("docs/", api_docs, name="api-docs"),
    *[
        path("", include(f"{room}.api_urls"))
        for room in ("councils", "notices", "actions", "boards", "reviews", "reminders", "reports")
    ],
]
