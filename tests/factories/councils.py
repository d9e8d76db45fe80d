"""Councils and their people, and how a factory of a council-owned row finds its scope."""

from __future__ import annotations

import datetime
from typing import Any

import factory
from django.db import connection
from factory.django import DjangoModelFactory

from councils import scope
from councils.models import (
    BouncedAddress,
    Council,
    EmailAtOnce,
    Invitation,
    Membership,
    Organisation,
    StoredFile,
    User,
)
from councils.permissions import Role

TODAY = datetime.date(2026, 11, 22)
PASSWORD = "correct horse battery staple"


def widen(council_id: int | None) -> None:
    """Let this test's connection see (and write) the council too: what a test makes, it may look at."""
    now = scope.current()
    ids = now.reads | ({council_id} if council_id else frozenset())
    wider = scope.Scope(reads=frozenset(ids), writes=frozenset(ids), department_people=True)
    wider.apply(local=False)
    connection.noticeboard_scope = wider  # type: ignore[attr-defined]


class CouncilFactory(DjangoModelFactory[Council]):
    class Meta:
        model = Council
        django_get_or_create = ("slug",)

    name = factory.Sequence(lambda n: f"Borsetshire {n}")
    short_name = factory.SelfAttribute("name")
    official_name = factory.LazyAttribute(lambda o: f"{o.name} Council")
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))
    gss_code = factory.Sequence(lambda n: f"X{n:08d}")
    region = "South West"
    kind = "Unitary authority"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Council:
        council: Council = super()._create(model_class, *args, **kwargs)
        widen(council.pk)
        return council


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.test")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> User:
        return User.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)


class OfCouncil(DjangoModelFactory):  # type: ignore[type-arg]
    """`council` comes from the first parent given; a row made with no parent makes its own council."""

    class Meta:
        abstract = True

    council = factory.SubFactory(CouncilFactory)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        council = kwargs.get("council")
        if council is None or council.pk not in scope.current().writes:
            widen(council and council.pk)
        return super()._create(model_class, *args, **kwargs)


class OrganisationFactory(OfCouncil):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Agency {n}")


class MembershipFactory(OfCouncil):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    role = Role.OFFICER


class InvitationFactory(OfCouncil):
    class Meta:
        model = Invitation

    membership = factory.SubFactory(MembershipFactory, council=factory.SelfAttribute("..council"))
    is_new_person = True


class EmailAtOnceFactory(OfCouncil):
    class Meta:
        model = EmailAtOnce

    recipient = factory.SubFactory(UserFactory)
    subject = "A report is ready"
    first_tried_at = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)
    state = "done"


class BouncedAddressFactory(DjangoModelFactory[BouncedAddress]):
    class Meta:
        model = BouncedAddress

    email = factory.Sequence(lambda n: f"gone{n}@example.test")
    bounced_at = datetime.datetime.combine(TODAY, datetime.time(9), tzinfo=datetime.UTC)
    why = "GOV.UK Notify says that it does not exist."


class StoredFileFactory(OfCouncil):
    class Meta:
        model = StoredFile

    name = "amendment.txt"
    content_type = "text/plain"
    content = b"Amendment"
    size = factory.LazyAttribute(lambda o: len(o.content))
    sha256 = "0" * 64
