from __future__ import annotations

from typing import ClassVar

from django.db import models

from ..isolation import CouncilOwned, council_isolation
from .organisation import CouncilOwnedQuerySet


class StoredFileQuerySet(CouncilOwnedQuerySet):
    def facts(self) -> StoredFileQuerySet:
        """Without the bytes, which only a download or a reader needs."""
        return self.defer("content")


class StoredFile(CouncilOwned):
    """A document that somebody uploaded, byte for byte, and never changed. A new version is a new row.

    In the database, not in a folder: row-level security, backup and the transaction of the upload cover it like any
    other row. Made by `councils.files.keep` only, which refuses what is harmful.
    """

    append_only: ClassVar = True

    name = models.CharField(max_length=200, help_text="As the person's computer called it, made harmless.")
    content_type = models.CharField(max_length=100, help_text="What its bytes are, not what its name says.")
    content = models.BinaryField()
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    kept_at = models.DateTimeField(auto_now_add=True)
    kept_by = models.ForeignKey("councils.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ("council_id", "-id")
        constraints = council_isolation("councils_storedfile")

    def __str__(self) -> str:
        return self.name
