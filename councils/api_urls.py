"""Addresses of the API below /api/v1/: councils, who I am, and tokens."""

from typing import Any

from django.urls import path

from . import api as councils

LIST: Any = {"get": "list"}
MANY: Any = {"get": "list", "post": "create"}
ONE: Any = {"get": "retrieve"}
OF = "councils/<slug:council_slug>"


urlpatterns = [
    path("token/", councils.SignInForToken.as_view(), name="api-token"),
    path("token/mine/", councils.Tokens.as_view(), name="api-token-mine"),
    path("me/", councils.Me.as_view(), name="api-me"),
    path("councils/", councils.Councils.as_view(LIST), name="api-councils"),
    path(f"{OF}/", councils.Councils.as_view(ONE), name="api-council"),
]
