"""A document of the demonstration that was read and waits for somebody to check it: its pages can be seen at once."""

from __future__ import annotations

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from councils.models import Council, User
from notices.intake import services
from notices.intake.working import read_intake
from notices.samples import FOR_REVIEW, render_sample


def load_document(council: Council, *, by: User, on: datetime.date) -> None:
    """Uploaded and read by the real verbs, in this process instead of a worker."""
    text = render_sample(FOR_REVIEW.name, on=on)
    upload = SimpleUploadedFile(f"{FOR_REVIEW.name}.txt", text.encode())
    intake = services.receive(upload, council=council, by=by)
    read_intake(council_id=council.pk, intake_id=intake.pk, now=timezone.now())
