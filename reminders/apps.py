from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"

    def ready(self) -> None:
        from councils import signed_in

        # Beside "Your tasks" on every page: see models/task_count.py.
        signed_in.also_read(
            "open_tasks",
            "SELECT coalesce(max(t.number), 0) FROM reminders_taskcount t WHERE t.user_id = u.id",
        )
