"""Reads a notice or a direction from its document: text with positions → lines mended → blocks → numbered tree → meaning.

Owns: the reading and nothing else; no Django, no database. The register of councils comes in as records.
May import: the standard library, pypdfium2, lxml, rapidfuzz.
"""

from .councils import CouncilRecord, Register, load_register
from .reader import read_document, read_text
from .result import (
    Address,
    BoardTerms,
    CouncilFound,
    Deadline,
    Evidence,
    Footnote,
    IssueDate,
    Item,
    LegalBasis,
    Reading,
    ReportTerm,
    ReviewTerm,
    Signatory,
    Target,
    Unreadable,
    Warning,
)

__all__ = [
    "Address",
    "BoardTerms",
    "CouncilFound",
    "CouncilRecord",
    "Deadline",
    "Evidence",
    "Footnote",
    "IssueDate",
    "Item",
    "LegalBasis",
    "Reading",
    "Register",
    "ReportTerm",
    "ReviewTerm",
    "Signatory",
    "Target",
    "Unreadable",
    "Warning",
    "load_register",
    "read_document",
    "read_text",
]
