"""What people type about reviews and reports."""

from __future__ import annotations

from councils.forms import DateInputField, GovForm


class IssueDateForm(GovForm):
    issued_on = DateInputField(
        label="Issue date", help_text="The date on the signed document. Deadlines count from it."
    )


class HeldForm(GovForm):
    held_on = DateInputField(label="Date when the review was held")


class SentForm(GovForm):
    sent_on = DateInputField(label="Date when the report was sent")
