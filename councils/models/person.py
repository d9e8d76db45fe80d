"""People, and what they are to which council."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from ..access import Access
from ..clock import today
from ..history import tracked
from ..isolation import CouncilKey, MembershipIsolation, SameCouncil
from ..permissions import DEPARTMENT_ROLES, Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)  # None: unusable until they set one by the link in the invitation
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User) -> UserQuerySet:
        """People of one's own councils. The Department sees titles of roles, not other people's names."""
        shared = Membership.objects.filter(council_id__in=user.access.council_ids)
        return self.filter(Q(id=user.id) | Q(id__in=shared.values("user_id")))


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager.from_queryset(UserQuerySet)()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = (Lower("name"),)
        constraints = (models.UniqueConstraint(Lower("email"), name="councils_user_one_per_email"),)

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def access(self) -> Access:
        """What this person may do now. The middleware fills it once a request; elsewhere it is read on first use."""
        current = Membership.objects.filter(user=self).current(on=today()).select_related("council")
        return Access(list(current)) if self.is_active else Access([])


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, *, on: datetime.date) -> MembershipQuerySet:
        started = Q(valid_from=None) | Q(valid_from__lte=on)
        return self.filter(started, Q(valid_to=None) | Q(valid_to__gte=on))

    def visible_to(self, user: User) -> MembershipQuerySet:
        return self.filter(Q(user=user) | Q(council_id__in=user.access.council_ids))


@tracked("councils_membership", MembershipIsolation)
class Membership(models.Model):
    """A person's role in one council, or (no council) in the Department, which reads all councils."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    council = models.ForeignKey(
        "councils.Council",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = models.CharField(max_length=20, choices=Role.choices)
    organisation = CouncilKey("councils.Organisation", null=True, blank=True, related_name="memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="Last day on which the role holds.")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["council", "user"],
                name="councils_membership_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="councils_membership_department_has_no_council",
                condition=Q(council=None, role__in=sorted(DEPARTMENT_ROLES))
                | (Q(council__isnull=False) & ~Q(role__in=sorted(DEPARTMENT_ROLES))),
            ),
            models.CheckConstraint(
                name="councils_membership_ends_after_start",
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=models.F("valid_from")),
            ),
            MembershipIsolation(name="councils_membership_of_council"),
            SameCouncil(
                name="councils_membership_organisation_same_council",
                column="organisation_id",
                to="councils_organisation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.council or 'Department for Education'}"

    def is_current(self, *, on: datetime.date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or self.valid_to >= on
        )
