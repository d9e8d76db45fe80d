from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from councils import at_once

        from .models import IncidentMail, StepMail

        at_once.queue(IncidentMail, task="reviews.tasks.send_incident_mails")
        at_once.queue(StepMail, task="reviews.tasks.send_step_mails")
