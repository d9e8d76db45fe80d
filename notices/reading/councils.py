"""Names of councils as documents write them, matched to the register.

The register comes in as records; `load_register` reads the file that the register itself is loaded from.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from .outside_england import OUTSIDE_ENGLAND
from .scanning import as_meant
from .wording import word_list

REGISTER = Path(__file__).resolve().parents[2] / "councils" / "data" / "councils.csv"
# Words that say what kind of body it is; names are compared without them.
KIND_WORDS = frozenset(
    word_list(
        "council county borough city metropolitan london royal of the district unitary authority corporation mbc cc bc"
    )
)
BODY = re.compile(r"\b(?:council|borough|corporation|authority|county of|city of)\b", re.I)
NEAR = 90  # out of 100: one letter misread in a name of ten


@dataclass(frozen=True)
class CouncilRecord:
    """A row of the register. `end_date` is the last day of an abolished body."""

    name: str
    gss_code: str
    official_name: str = ""
    short_name: str = ""
    active: bool = True
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    successor_gss: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.official_name or self.name


@dataclass(frozen=True)
class Match:
    record: CouncilRecord
    as_written: str
    start: int
    near: bool = False


# "Kent College", "Essex Partnership NHS Foundation Trust": the place is in the name of another body.
OTHER_BODY = re.compile(
    r"(?: (?:and|of|[A-Z][\w’'-]+)){0,4}? (?:College|University|School|Academy|Academies|Trust|NHS|Hospitals?|Police|Constabulary|Ltd|Limited|Homes|Housing|Diocese)\b"
)
OF_A_PLACE = re.compile(r"\b(?:College|University|School|Academy|Diocese|Corporation) of (?:the )?$")


@dataclass
class Register:
    records: list[CouncilRecord]
    names: dict[tuple[str, ...], list[CouncilRecord]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[CouncilRecord | Mapping[str, str]]) -> Register:
        register = cls(
            [record if isinstance(record, CouncilRecord) else record_of(record) for record in records]
        )
        for record in register.records:
            for name in {record.name, record.official_name, record.short_name}:
                words = core_words(name)
                if words and record not in register.names.setdefault(words, []):
                    register.names[words].append(record)
        return register

    def by_code(self, code: str) -> CouncilRecord | None:
        return next((record for record in self.records if record.gss_code == code), None)

    def successors(self, record: CouncilRecord) -> list[str]:
        return [found.title for code in record.successor_gss if (found := self.by_code(code))]

    def find(self, text: str, *, on: datetime.date | None = None, whole: bool = False) -> list[Match]:
        """The councils that a text names, longest names first, in reading order.

        `whole`: the text is an addressee, so a bare place counts; elsewhere a body word must stand beside it.
        """
        meant = as_meant(text)
        tokens = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[A-Za-z0-9][\w'’.-]*|&", meant)]
        matches: list[Match] = []
        index = 0
        while index < len(tokens):
            found = self._longest(meant, tokens, index, on=on, whole=whole)
            if found is None:
                index += 1
                continue
            match, index = found
            printed = text[match.start : match.start + len(match.as_written)]
            matches.append(replace(match, as_written=printed))
        return matches

    def _longest(
        self,
        text: str,
        tokens: list[tuple[int, int, str]],
        first: int,
        *,
        on: datetime.date | None,
        whole: bool,
    ) -> tuple[Match, int] | None:
        if not tokens[first][2][0].isupper() or _words(tokens[first][2])[:1] in ([], ["the"]):
            return None
        for last in range(min(len(tokens), first + 12), first, -1):
            start, end = tokens[first][0], tokens[last - 1][1]
            written = text[start:end]
            if (
                re.search(r"[;:()\"“”]", written)
                or not (whole or BODY.search(written))
                or _kind_tail(tokens, last)
                or (
                    not BODY.search(written)
                    and (OTHER_BODY.match(text, end) or OF_A_PLACE.search(text[:start]))
                )
            ):
                continue
            records = self.names.get(core_words(written))
            if records:
                return Match(self._of_its_time(records, written, on), written.rstrip("."), start), last
        return None

    def _of_its_time(
        self, records: list[CouncilRecord], written: str, on: datetime.date | None
    ) -> CouncilRecord:
        """One name, several bodies (Dorset before and after 2019): the exact official name, then the date, then today's."""

        def rank(record: CouncilRecord) -> tuple[bool, bool, bool, bool]:
            existed = on is None or (
                (record.start_date is None or record.start_date <= on)
                and (record.end_date is None or on <= record.end_date)
            )
            exact = record.official_name.casefold() == written.casefold()
            still = on is not None and record.end_date is not None and on <= record.end_date
            return (existed if on else exact, exact, still, record.active)

        return max(records, key=rank)

    def near(self, name: str) -> Match | None:
        """A name with a letter or two misread by a scanner."""
        written = " ".join(core_words(name))
        choices = {" ".join(words): records for words, records in self.names.items()}
        found = (
            process.extractOne(written, list(choices), scorer=fuzz.ratio, score_cutoff=NEAR)
            if len(written) > 4
            else None
        )
        return Match(choices[found[0]][0], name.strip(), 0, near=True) if found else None


def _kind_tail(tokens: list[tuple[int, int, str]], last: int) -> bool:
    """The name would stop just before "Council" or "Borough": a longer one is the name."""
    if last >= len(tokens) or tokens[last][0] - tokens[last - 1][1] != 1:
        return False
    return _blurred(tokens[last][2]) in _TAILS


def _blurred(word: str) -> str:
    """Letters that scanners confuse are one: "COUNClL" is a council."""
    return word.casefold().translate(str.maketrans("l10", "iio"))


_TAILS = frozenset(map(_blurred, ("council", "county", "borough", "city", "metropolitan")))


def _words(text: str) -> list[str]:
    text = text.casefold().replace("’", "'").replace("&", " and ")
    text = re.sub(r"'s\b|'", "", text)
    return re.findall(r"[a-z0-9]+", text)


@lru_cache(maxsize=4096)
def core_words(name: str) -> tuple[str, ...]:
    """A name's own words: "Herefordshire, County of" and "HEREFORDSHIRE COUNCIL" are both ("herefordshire",)."""
    words = _words(name)
    core = tuple(word for word in words if word not in KIND_WORDS and _blurred(word) != _blurred("council"))
    return core or tuple(word for word in words if word not in ("council", "the", "of", "corporation"))


def is_outside_england(name: str) -> bool:
    words = core_words(name)
    return words in {core_words(other) for other in OUTSIDE_ENGLAND}


def record_of(row: Mapping[str, str]) -> CouncilRecord:
    """A record from a row of councils.csv."""

    def date(name: str) -> datetime.date | None:
        return datetime.date.fromisoformat(row[name]) if row.get(name) else None

    return CouncilRecord(
        name=row["name"],
        gss_code=row["gss_code"],
        official_name=row.get("official_name", ""),
        short_name=row.get("short_name", ""),
        active=row.get("active", "true").lower() == "true",
        start_date=date("start_date"),
        end_date=date("end_date"),
        successor_gss=tuple(code for code in row.get("successor_gss", "").split(";") if code),
    )


def load_register(path: Path = REGISTER) -> list[CouncilRecord]:
    with path.open(encoding="utf-8", newline="") as file:
        return [record_of(row) for row in csv.DictReader(file)]
