import csv
import datetime
import io

import pytest

from councils.exports import csv_response, csv_text


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    "dangerous", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "=cmd|' /C calc'!A0"]
)
def test_text_that_a_spreadsheet_would_run_is_only_text(dangerous: str) -> None:
    [_, [cell]] = cells(csv_text(["Title"], [[dangerous]]))
    assert cell.startswith("'")


def test_harmless_values_are_left_as_they_are() -> None:
    row = ["Re-check every case", 7, -3, datetime.date(2026, 3, 31), None, "Zoë, “quoted”\nsecond line", True]
    [_, read] = cells(csv_text(["a", "b", "c", "d", "e", "f", "g"], [row]))
    assert read == ["Re-check every case", "7", "-3", "2026-03-31", "", "Zoë, “quoted”\nsecond line", "yes"]


def test_the_download_opens_as_utf8_in_excel_and_is_not_a_stream() -> None:
    response = csv_response("plan.csv", ["Title"], [["Zoë"]])
    assert response.content == b"\xef\xbb\xbfTitle\r\nZo\xc3\xab\r\n"
    assert not response.streaming
    assert response["Content-Disposition"] == 'attachment; filename="plan.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
