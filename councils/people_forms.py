"""What an administrator types about people. (forms.py holds what every form shares.)"""

from __future__ import annotations

from typing import Any

from django import forms

from .forms import DateInputField, GovForm
from .models import Council, Organisation
from .permissions import DEPARTMENT_ROLES, Role

ROLES = [(role.value, role.label) for role in Role if role not in DEPARTMENT_ROLES]
ROLE_HINTS = {
    Role.OFFICER: "Reports progress on the actions that they own.",
    Role.LEAD: "Writes the plan, reports on any action, plans the board’s meetings.",
    Role.DIRECTOR: "May do what the improvement lead may do.",
    Role.LEAD_MEMBER: "Reads everything of the council.",
    Role.CHAIR: "Plans meetings, judges requirements, asks for reports.",
    Role.BOARD_MEMBER: "Reports progress on the actions of their own organisation.",
    Role.ADMINISTRATOR: "Adds people and ends their access.",
}


class AddPersonForm(GovForm):
    name = forms.CharField(label="Full name", max_length=150)
    email = forms.EmailField(label="Email address", max_length=254)
    role = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label="Organisation that they sit on the board for",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="None",
    )
    valid_to = DateInputField(
        label="Last day of access", required=False, help_text="Leave empty if their access has no end."
    )
    choice_hints = {"role": {role.value: hint for role, hint in ROLE_HINTS.items()}}
    shown_when = {"organisation": ("role", (Role.BOARD_MEMBER.value,))}

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(council=council)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("role") != Role.BOARD_MEMBER:
            cleaned["organisation"] = None  # an organisation gives its board member a right over its actions
        return cleaned
