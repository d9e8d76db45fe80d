"""Spreadsheets as councils have them, made up: the Torbay tracker's columns, and a plan with BRAG."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from councils.exports import Sheet
from councils.exports.ods import workbook as ods_workbook

TORBAY = ("No", "What", "Who", "How", "When", "Success measures", "Current status")
BRAG = ("Ref", "Action", "Lead", "Due", "BRAG", "Progress", "Evidence", "Impact")
WORDS = ("Complete", "Green", "Amber", "Red", "In progress", "Not started")


def xlsx(
    rows: Sequence[Sequence[Any]], *, merge: Sequence[str] = (), title: str = "Plan", **more: Any
) -> bytes:
    """`more`: further worksheets by name."""
    book = openpyxl.Workbook()
    for number, (name, cells) in enumerate({title: rows, **more}.items()):
        page = book.worksheets[0] if number == 0 else book.create_sheet()
        page.title = name
        for row in cells:
            page.append(list(row))
        if number == 0:
            for area in merge:
                page.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: Sequence[Sequence[Any]]) -> bytes:
    width = max(len(row) for row in rows)
    return ods_workbook(
        "Plan", [Sheet("Plan", [""] * width, [[*row, *[None] * (width - len(row))] for row in rows])]
    )


def csv_file(rows: Sequence[Sequence[Any]], *, separator: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def upload(content: bytes, name: str = "plan.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def torbay(actions: int = 300) -> tuple[list[list[Any]], list[str]]:
    """Rows and merged cells: a title over the table, objectives as rows of their own, blank lines, a remark at the end."""
    rows: list[list[Any]] = [
        ["Children's Services Improvement Plan – Version 17"],
        ["Updated June 2026"],
        [],
        list(TORBAY),
    ]
    merged = ["A1:G1"]
    for number in range(1, actions + 1):
        if number % 60 == 1:
            objective = number // 60 + 1
            rows += [[], [f"Objective {objective}: Children in group {objective} are seen and heard"]]
            merged.append(f"A{len(rows)}:G{len(rows)}")
        rows.append([
            number,
            f"Hold panel number {number} every week",
            ("Olive Officer", "Leo Lead", "Police")[number % 3],
            f"By team {number}, with minutes",
            (datetime.date(2027, 1, 1) + datetime.timedelta(days=number), "31/03/2027", "March 2027", "Ongoing")[number % 4],
            f"{number}% of visits in time",
            ("Complete – since May", "In progress: two panels held", "Not started", "Green")[number % 4],
        ])  # fmt: skip
    rows += [[], ["Note: dates in grey are provisional and were agreed with partners."]]
    return rows, merged


def brag(actions: int = 300) -> list[list[Any]]:
    rows: list[list[Any]] = [["Improvement plan"], list(BRAG)]
    for number in range(1, actions + 1):
        letter = ("B", "G", "A", "R")[number % 4]
        rows.append([
            f"A{number}",
            f"Check audit number {number}",
            ("olive.officer@example.test", "Leo Lead")[number % 2],
            "31 March 2027",
            letter,
            f"Word on {number}: staff were trained",
            f"Minutes {number}",
            f"{number} children were seen sooner",
        ])  # fmt: skip
    return rows
