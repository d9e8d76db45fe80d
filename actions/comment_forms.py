from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from councils.child_data_forms import GuardsChildren
from councils.forms import LongText
from councils.models import User

from .forms import LONGEST


class CommentForm(GuardsChildren):
    text = forms.CharField(
        label="Your comment",
        widget=LongText(attrs={"rows": 4}),
        max_length=LONGEST,
        error_messages={"required": "Enter your comment"},
    )
    mention = forms.ChoiceField(label="Mention somebody", required=False)
    about_children = ("text",)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        self.people = {str(person.pk): person for person in people}
        super().__init__(*args, **kwargs)
        example = people[0].name if people else "Full Name"
        self.fields["text"].help_text = f"Write @ and a full name to mention somebody, such as @{example}."
        field: Any = self.fields["mention"]
        field.choices = [("", "Nobody"), *((pk, person.name) for pk, person in self.people.items())]

    def verb_arguments(self) -> dict[str, Any]:
        person = self.people.get(self.cleaned_data["mention"])
        return {
            "text": self.cleaned_data["text"],
            "mention": [person] if person else [],
            "checked": self.checked,
        }
