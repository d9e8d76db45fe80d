from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "actions"

    def ready(self) -> None:
        from councils import scope
        from councils.permissions import ROLES_WITH, Permission

        from .models.named_people import SETTING

        roles = ",".join(sorted(ROLES_WITH[Permission.RESTRICT_ACTION]))
        scope.also_set(SETTING, f"noticeboard_hidden_actions('{{{roles}}}')")
