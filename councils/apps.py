from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.urls import register_converter


class CouncilsConfig(AppConfig):
    name = "councils"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the start-up checks
        from .exports import SpreadsheetKind
        from .grants import grant_to_app_roles

        register_converter(SpreadsheetKind, "spreadsheet")
        post_migrate.connect(grant_to_app_roles, dispatch_uid="councils.grants")
