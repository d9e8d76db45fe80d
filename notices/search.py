"""Search over clauses: by their words (PostgreSQL full text, English) and by the label that people cite.

Whatever is typed is data: websearch_to_tsquery takes any text, and marks of a match are set by characters of the private
use area, which are turned into elements only after everything was escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVectorField
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from .models import Notice, Requirement

ENGLISH = "english"
# A column that the database keeps by itself (its migration says why the model has no such field).
WORDS = RawSQL('"notices_requirement"."words"', [], output_field=SearchVectorField())
LONGEST = 200
SHOWN = 320
BEGIN, END = "\ue000", "\ue001"
_CITED = re.compile(
    r"(?:(?P<word>paragraphs?|para|clause|item|requirement|number|no)\.?\s+)?\(?(?P<label>[a-z0-9]{1,4}(?:[.(][a-z0-9]{1,4}\)?){0,3})\)?\.?",
    re.I,
)
_LOOKS_LIKE_A_LABEL = re.compile(r"\d|^[ivxlc]+$|^[a-z]$", re.I)


def cleaned(text: str) -> str:
    """One line without control characters, not longer than anybody would type."""
    plain = "".join(c if c.isprintable() and c not in (BEGIN, END) else " " for c in text)
    return " ".join(plain.split())[:LONGEST]


def label_in(query: str) -> tuple[str, str] | None:
    """The label that a query names: "paragraph 12" → ("paragraph", "12"), "5(a)" → ("", "5.a"), "(iv)" → ("", "iv")."""
    match = _CITED.fullmatch(query)
    if match is None:
        return None
    label = re.sub(r"[.(]+", ".", match["label"].replace(")", "")).strip(".")
    word = (match["word"] or "").lower()
    return (word, label) if word or _LOOKS_LIKE_A_LABEL.search(label) else None


def search(rows: QuerySet[Requirement], query: str) -> QuerySet[Requirement]:
    """Narrow `rows` (already those that the person may see) to what fits; a clause cited by its label comes first, then by
    how well the words fit. An empty query leaves them as they are, in the order of the document."""
    query = cleaned(query)
    rows = rows.filter(removed_in=None)
    place = ("council__name", F("notice__issued_on").desc(nulls_last=True), "notice_id", "seq")
    if not query:
        return rows.order_by(*place)
    asked = SearchQuery(query, config=ENGLISH, search_type="websearch")
    words = rows.annotate(words=WORDS)
    cited = label_in(query)
    if cited is None:
        return words.filter(words=asked).order_by(SearchRank(WORDS, asked).desc(), *place)
    word, label = cited
    named = Q(label__iexact=label)
    if word == "item" and label.isdigit():
        named |= Q(label="", seq=int(label))
    if word:  # "paragraph 12": nobody means the words
        return rows.filter(named).order_by(*place)
    first = Case(When(named, then=Value(0)), default=Value(1), output_field=IntegerField())
    return words.filter(named | Q(words=asked)).order_by(first, SearchRank(WORDS, asked).desc(), *place)


@dataclass(frozen=True)
class Hit:
    """A clause with its words in parts: (text, whether it is what was looked for)."""

    clause: Requirement
    parts: list[tuple[str, bool]]


def with_marks(found: Iterable[Requirement], query: str) -> list[Hit]:
    """One query for a page of results: the words around what was looked for, the beginning where nothing was."""
    clauses, query = list(found), cleaned(query)
    if not query or not clauses:
        return [Hit(clause, [(_short(clause.text), False)]) for clause in clauses]
    headline = SearchHeadline(
        "text",
        SearchQuery(query, config=ENGLISH, search_type="websearch"),
        config=ENGLISH,
        start_sel=BEGIN,
        stop_sel=END,
        highlight_all=True,  # verbatim: fragments leave out what looks like a tag
    )
    rows = Requirement.objects.filter(
        pk__in=[clause.pk for clause in clauses], council_id__in={clause.council_id for clause in clauses}
    )
    texts: dict[int, str] = dict(rows.annotate(headline=headline).values_list("pk", "headline"))
    return [Hit(clause, _parts(texts.get(clause.pk, ""), clause.text)) for clause in clauses]


def _parts(headline: str, text: str) -> list[tuple[str, bool]]:
    if BEGIN not in headline:
        return [(_short(text), False)]
    parts: list[tuple[str, bool]] = []
    for piece in headline.split(BEGIN):
        match, mark, rest = piece.rpartition(END)
        parts += [(match, True)] if mark else []
        parts += [(rest, False)] if rest else []
    return list(_around(parts))


def _around(parts: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """A long clause from shortly before its first match, to about twice `SHOWN` characters; cut between words."""
    length = 0
    for place, (text, marked) in enumerate(parts):
        if place == 0 and not marked and len(text) > SHOWN:
            text = f"… {text[-SHOWN:].partition(' ')[2]}"
        if length + len(text) > 2 * SHOWN and not marked:
            yield _short(text, max(2 * SHOWN - length, 1)), False
            return
        length += len(text)
        yield text, marked


def _short(text: str, most: int = SHOWN) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


def narrowed(
    rows: Any, *, instrument: str = "", kind: str = "", binds: str = "", standing: bool = False
) -> Any:
    wanted = {"notice__kind": instrument, "kind": kind, "binds": binds}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return rows.filter(notice__state__in=Notice.STANDING) if standing else rows
