from __future__ import annotations

from django.db import models

from councils.models import User


class TaskCountQuerySet(models.QuerySet["TaskCount"]):
    def visible_to(self, user: User) -> TaskCountQuerySet:
        return self.filter(user=user)


class TaskCount(models.Model):
    """How many tasks a person has, for the number beside "Your tasks" on every page: counted by each tick from what it asks
    anyway (services.py), because asking for one person takes longer than the page. Without a row: none."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()

    objects = TaskCountQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.number} tasks of person {self.user_id}"
