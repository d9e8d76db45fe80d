from __future__ import annotations

import secrets

from django.core.signing import BadSignature, Signer
from django.db import models

from councils.models import User

_SIGNER = Signer(salt="reminders.CalendarFeed", sep=".")


def new_key() -> str:
    return secrets.token_urlsafe(24)


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def of_address(self, token: str) -> CalendarFeedQuerySet:
        """The feed of a private address; none where the address was not made here."""
        try:
            return self.filter(key=_SIGNER.unsign(token))
        except BadSignature:
            return self.none()


class CalendarFeed(models.Model):
    """A person's private calendar address. The address is a random key and its signature: nobody who reads the database
    alone can make it up, and nothing in it is about the person. A new key ends the old address at once; without a row
    there is none.

    No row of a council: what it shows is worked out anew each time, from what the person may see that day.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40, unique=True, default=new_key)
    made_at = models.DateTimeField()

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Calendar of person {self.user_id}"

    @property
    def token(self) -> str:
        """The secret part of the address."""
        return _SIGNER.sign(self.key)
