from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from councils import at_once
        from reminders import alerts

        from .department import view_alerts
        from .models import ReadyMail

        at_once.queue(ReadyMail, task="reports.tasks.send_ready_mails")
        alerts.register(view_alerts.KIND)
