"""The guard of children's data in the API: as the forms have it (child_data_forms.py)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from .child_data import clues_in_all, in_words


class ChecksForChildren(serializers.Serializer[Any]):
    """A text or a file's name that looks as if it named a child is refused, unless you say that you have checked it."""

    nobody_identified = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        texts = [value for value in attrs.values() if isinstance(value, str)]
        upload = attrs.get("file")
        clues = clues_in_all([*texts, *([upload.name or ""] if upload else [])])
        if clues and not attrs.pop("nobody_identified", False):
            message = (
                f"This looks as if it holds {in_words(clues)}. Take it out, or send nobody_identified=true."
            )
            raise serializers.ValidationError({"nobody_identified": [message]})
        attrs.pop("nobody_identified", None)
        return {**attrs, "checked": [clue.name.lower() for clue in clues]}
