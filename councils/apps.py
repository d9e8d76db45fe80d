from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CouncilsConfig(AppConfig):
    name = "councils"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the start-up checks
        from .grants import grant_to_app_roles

        post_migrate.connect(grant_to_app_roles, dispatch_uid="councils.grants")
