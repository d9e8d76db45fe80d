"""Search finds clauses by words and by label, for whom they may be seen, whatever is typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from councils.models import Council, User
from notices import search as searching
from notices.models import Requirement
from tests import factories

HOSTILE = (
    "'; DROP TABLE notices_requirement; --", "<script>alert(1)</script>", "a & | ! ( ) : *", "\\", "%_%", "\x00\x07",
    "“”‘’", "-", "or or or", '"unbalanced', "\ue000<b>\ue001", "x" * 5000, "（１２）", "the", "paragraph", "(", "((((a",
)  # fmt: skip


@pytest.fixture
def clauses(ambridge: Council, borchester: Council) -> list[Requirement]:
    texts = (
        (ambridge, "12", "Managers must supervise every social worker each month."),
        (ambridge, "5.a", "Reduce the vacancy rate of social workers to 10%."),
        (ambridge, "iv", "Report on supervision <b>now</b> & to the board."),
        (borchester, "12", "Supervision of social workers is recorded on the file."),
    )
    notices = {c.pk: factories.NoticeFactory(council=c) for c in (ambridge, borchester)}
    return [
        factories.RequirementFactory(council=c, notice=notices[c.pk], label=label, text=text)
        for c, label, text in texts
    ]


def found(query: str, council: Council) -> list[str]:
    return [r.label for r in searching.search(Requirement.objects.filter(council=council), query)]


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("supervision", ["12", "iv"]),  # supervise, supervision: one stem
        ('"vacancy rate"', ["5.a"]),
        ("supervision -board", ["12"]),
        ("paragraph 12", ["12"]),
        ("Para. 5(a)", ["5.a"]),
        ("12", ["12"]),
        ("(iv)", ["iv"]),
        ("item 2", []),
        ("nothing of the kind", []),
        ("", ["12", "5.a", "iv"]),
    ],
)
def test_words_and_labels_find_their_clauses(
    clauses: list[Requirement], ambridge: Council, query: str, labels: list[str]
) -> None:
    assert sorted(found(query, ambridge)) == sorted(labels)


def test_a_clause_without_a_label_is_found_by_its_place(ambridge: Council) -> None:
    bullet = factories.RequirementFactory(council=ambridge, label="", text="A bullet.", seq=7)
    assert list(searching.search(Requirement.objects.all(), "item 7")) == [bullet]


def test_the_label_comes_before_words_that_happen_to_hold_it(ambridge: Council) -> None:
    notice = factories.NoticeFactory(council=ambridge)
    for label, text in (("3", "Within 12 months 12 audits 12 times."), ("12", "Plan.")):
        factories.RequirementFactory(council=ambridge, notice=notice, label=label, text=text)
    assert found("12", ambridge) == ["12", "3"]


def test_a_long_clause_is_shown_around_its_first_match(ambridge: Council) -> None:
    long = factories.RequirementFactory(
        council=ambridge, text=f"{'before ' * 200}supervision {'after ' * 200}"
    )
    (hit,) = searching.with_marks([long], "supervision")
    shown = "".join(text for text, _ in hit.parts)
    assert [text for text, marked in hit.parts if marked] == ["supervision"]
    assert shown.startswith("… before") and shown.endswith("after …") and 400 < len(shown) < 660


def test_what_matches_is_marked_and_everything_is_escaped(
    client: Client, officer: User, clauses: list[Requirement]
) -> None:
    client.force_login(officer)
    page = client.get(reverse("notices:search", kwargs={"council_slug": "ambridge"}), {"q": "supervision"})
    html = page.content.decode()
    assert "<mark>supervise</mark>" in html
    assert "Report on <mark>supervision</mark> &lt;b&gt;now&lt;/b&gt; &amp; to the board." in html


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_only_text(
    client: Client, officer: User, clauses: list[Requirement], query: str
) -> None:
    client.force_login(officer)
    for path in ("/councils/ambridge/clauses/", "/api/v1/councils/ambridge/clauses/"):
        answer = client.get(path, {"q": query})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content and b"\xee\x80\x80<" not in answer.content
    assert Requirement.objects.count() == 4


def test_a_council_finds_its_own_and_the_department_all(
    client: Client, officer: User, observer: User, clauses: list[Requirement]
) -> None:
    def counts(path: str) -> Any:
        answer = client.get(path, {"q": "supervision"})
        return answer.json()["count"] if answer.status_code == 200 else answer.status_code

    client.force_login(officer)
    assert [counts(p) for p in ("/api/v1/councils/ambridge/clauses/", "/api/v1/clauses/")] == [2, 403]
    assert client.get("/councils/borchester/clauses/").status_code == 404
    client.force_login(observer)
    assert counts("/api/v1/clauses/") == 3
    page = client.get("/clauses/", {"q": "supervision"}).content.decode()
    assert "Borchester" in page and "Ambridge" in page


def test_filters_narrow_what_was_found(
    client: Client, officer: User, ambridge: Council, clauses: list[Requirement]
) -> None:
    draft = factories.NoticeFactory(
        council=ambridge, kind="statutory_direction", state="draft", in_force_on=None
    )
    factories.RequirementFactory(
        council=ambridge,
        notice=draft,
        kind="reporting",
        binds="board_chair",
        text="Report on supervision.",
        label="9",
    )
    client.force_login(officer)

    def labels(**query: str) -> list[str]:
        rows = client.get("/api/v1/councils/ambridge/clauses/", {"q": "supervision", **query}).json()[
            "results"
        ]
        return sorted(row["label"] for row in rows)

    assert labels() == ["12", "9", "iv"]
    assert labels(standing="on") == ["12", "iv"]
    assert (
        labels(instrument="statutory_direction")
        == labels(kind="reporting")
        == labels(binds="board_chair")
        == ["9"]
    )
    assert labels(kind="nonsense") == ["12", "9", "iv"]


def test_pages_of_results_cost_the_same_for_one_and_for_many(
    client: Client,
    officer: User,
    ambridge: Council,
    clauses: list[Requirement],
    django_assert_max_num_queries: Any,
) -> None:
    client.force_login(officer)
    url = "/councils/ambridge/clauses/?q=supervision"
    client.get(url)
    with django_assert_max_num_queries(20) as few:
        client.get(url)
    notice = clauses[0].notice
    for _ in range(30):
        factories.RequirementFactory(council=ambridge, notice=notice, text="More supervision.")
    with django_assert_max_num_queries(20) as many:
        assert "Next" in client.get(url).content.decode()
    assert len(few) == len(many)
