"""What people type when they give, or acknowledge, notice of a serious incident. There is no box to tick for the details
of a child: the verbs refuse them."""

from __future__ import annotations

from django import forms

from councils.forms import DateInputField, GovForm, LongText


class IncidentForm(GovForm):
    happened_on = DateInputField(label="When did it happen?")
    what = forms.CharField(
        label="What kind of incident was it?",
        help_text="In a sentence or two: the kind of incident and the services concerned. No name, age, address, number"
        " or initials of a child or a family.",
        widget=LongText(attrs={"rows": 4}),
        max_length=1000,
    )
    contact = forms.CharField(
        label="Whom can the Department ask?", help_text="Name, office and telephone number.", max_length=200
    )


class AcknowledgeForm(GovForm):
    answer = forms.CharField(
        label="What do you say to the council?",
        widget=LongText(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
