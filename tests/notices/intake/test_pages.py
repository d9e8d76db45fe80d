"""The pages of the review, as people use them: nothing typed is lost, every link leads somewhere, roles are kept."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from councils.models import Council, User
from notices.intake import services
from notices.models import Intake, Notice
from tests import factories

from . import documents
from .documents import TWO_WARNINGS, clause, proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(ambridge: Council, lead: User) -> Intake:
    return documents.to_review(ambridge, lead)


@pytest.fixture
def as_lead(client: Client, lead: User) -> Client:
    client.force_login(lead)
    return client


def at(intake: Intake, name: str, **kwargs: int) -> str:
    return reverse(
        f"notices:{name}",
        kwargs={"council_slug": intake.council.slug, "intake_number": intake.number, **kwargs},
    )


def text_of(response: Any) -> str:
    main = response.content.decode().split("<main", 1)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("&#39;", "'").split())


def version(intake: Intake) -> int:
    return services.newest(intake).version


def test_an_upload_leads_to_a_page_that_looks_again_by_itself(
    as_lead: Client, ambridge: Council, django_capture_on_commit_callbacks: Any
) -> None:
    document = documents.upload(TWO_WARNINGS.format(council=ambridge.official_name), "The notice.txt")
    answer = as_lead.post(reverse("notices:intakes", args=["ambridge"]), {"document": document})
    waiting = as_lead.get(answer["Location"])
    assert waiting["Refresh"] == "3"
    assert "Waiting to be read" in text_of(waiting)
    assert "Refresh" not in as_lead.get(f"{answer['Location']}?refresh=off")
    listed = text_of(as_lead.get(reverse("notices:intakes", args=["ambridge"])))
    assert "The notice.txt" in listed and "Leo Lead" in listed


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("", b"", "Select a file"),
        ("notice.txt", b"", "The selected file is empty"),
        ("notice.exe", b"MZ", "The selected file must be one of these: pdf, docx, txt, md."),
    ],
)
def test_an_upload_that_cannot_be_kept_says_why_in_the_words_of_gov_uk(
    as_lead: Client, ambridge: Council, name: str, content: bytes, message: str
) -> None:
    data = {"document": documents.upload(content, name)} if name else {}
    answer = as_lead.post(reverse("notices:intakes", args=["ambridge"]), data)
    assert answer.status_code == 200
    assert "There is a problem" in text_of(answer) and message in text_of(answer)
    assert not Intake.objects.exists()


def test_every_mark_leads_to_its_entry_and_every_link_into_the_page_arrives(
    as_lead: Client, intake: Intake
) -> None:
    html = as_lead.get(intake.get_absolute_url()).content.decode()
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    inner = set(re.findall(r'href="#([^"]+)"', html))
    assert inner - set(ids) == set()
    shown = {name for name in inner if name.startswith("mark-")}
    assert {f"mark-{item['id']}" for item in proposal(intake)["requirements"]} <= shown
    assert {f"mark-{deadline['id']}" for deadline in proposal(intake)["deadlines"]} <= shown
    assert {"mark-issue_date", "mark-signatory"} <= shown


def test_the_document_is_shown_whole(as_lead: Client, intake: Intake) -> None:
    html = as_lead.get(intake.get_absolute_url()).content.decode()
    shown = html.split('aria-label="Text of the document"')[1].split("</section>")[0]
    shown = re.sub(r"<a class=\"govuk-link nb-document__jump\".*?</a>", " ", shown, flags=re.S)
    shown = re.sub(r"<[^>]+>", " ", shown).replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
    source = services.reading_of(intake).source_text
    found = re.findall(r"\w+", shown.split(">", 1)[1])
    assert found == re.findall(r"\w+", source)


def test_a_clause_is_changed_and_what_was_read_stays_visible(as_lead: Client, intake: Intake) -> None:
    item = clause(intake, "2")
    address = at(intake, "intake_clause", item_id=item["id"])
    assert item["text"] in as_lead.get(address).content.decode()
    data = {"text": "Publish a strategy.", "label": "2", "kind": "measure", "binds": "leader", "section": "",
            "parent": "", "based_on": version(intake)}  # fmt: skip
    answer = as_lead.post(address, data)
    assert answer["Location"] == f"{intake.get_absolute_url()}#entry-{item['id']}"
    shown = text_of(as_lead.get(intake.get_absolute_url()))
    assert "Publish a strategy." in shown
    assert "Changed by Leo Lead" in shown
    assert f"As read : Paragraph 2 2: {item['text']}" in shown
    assert "Binds: The council" in shown


def test_what_was_typed_is_kept_when_it_is_refused(as_lead: Client, intake: Intake) -> None:
    deadline = proposal(intake)["deadlines"][1]
    address = at(intake, "intake_part", entry_id=deadline["id"])
    data = {"span": "by 30 February 2027", "kind": "absolute", "date-day": "30", "date-month": "2",
            "date-year": "2027", "precision": "day", "anchor": "", "based_on": version(intake)}  # fmt: skip
    answer = as_lead.post(address, data)
    assert answer.status_code == 200
    assert "Date must be a real date" in text_of(answer)
    assert 'value="by 30 February 2027"' in answer.content.decode()
    assert version(intake) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"kind": "relative", "offset": "soon"}, "Time allowed must be a number and a unit, such as 4 weeks"),
        ({"kind": "relative", "offset": "0 weeks"}, "Time allowed must be between 1 and 999"),
        ({"kind": "relative"}, "Enter the time allowed, such as 1 month"),
        ({"kind": "recurring"}, "Enter how often, such as 4 weeks"),
        ({"kind": "absolute"}, "Enter the date that it must be done by"),
    ],
)
def test_an_impossible_deadline_is_refused_in_words(
    as_lead: Client, intake: Intake, data: dict[str, str], message: str
) -> None:
    address = at(intake, "intake_add_deadline", item_id=clause(intake, "4")["id"])
    sent = {"span": "in time", "precision": "day", "anchor": "issue", "based_on": 1, **data}
    assert message in text_of(as_lead.post(address, sent))
    assert version(intake) == 1


def test_a_deadline_is_added_with_its_unit_in_words(as_lead: Client, intake: Intake) -> None:
    item = clause(intake, "4")
    address = at(intake, "intake_add_deadline", item_id=item["id"])
    as_lead.post(address, {"span": "Review the membership", "kind": "relative", "offset": "6 weeks",
                        "anchor": "issue", "precision": "day", "based_on": 1})  # fmt: skip
    (added,) = [d for d in proposal(intake)["deadlines"] if d["span"] == "Review the membership"]
    assert (added["requirement"], added["offset"], added["date"]) == (item["id"], "P6W", None)
    assert added["place"] != []
    shown = text_of(as_lead.get(intake.get_absolute_url()))
    assert "6 weeks after the issue of the notice" in shown and "Added by Leo Lead" in shown


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"comparator": ">=", "target": "many"}, "Number must be a number"),
        ({"comparator": ">=", "target": "130", "unit": "%"}, "a share must be between 0 and 100%"),
        ({"comparator": "between", "target": "5"}, "Enter the higher number"),
        ({"comparator": "between", "target": "5", "target_high": "4"}, "must be above the number"),
    ],
)
def test_an_impossible_target_is_refused_in_words(
    as_lead: Client, intake: Intake, data: dict[str, str], message: str
) -> None:
    address = at(intake, "intake_add_target", item_id=clause(intake, "4")["id"])
    sent = {"span": "words", "metric": "shares", "based_on": 1, **data}
    assert message in text_of(as_lead.post(address, sent))
    assert version(intake) == 1


def test_a_clause_is_split_before_a_sentence_or_at_a_line_break(as_lead: Client, intake: Intake) -> None:
    item = clause(intake, "1")
    address = at(intake, "intake_split", item_id=item["id"])
    shown = text_of(as_lead.get(address))
    assert "Before “Ensure that each child is seen alone" in shown
    cut = item["text"].index("Ensure that each child")
    as_lead.post(address, {"before": "elsewhere", "based_on": 1,
                        "parts": f"{item['text'][:cut]}\n\n{item['text'][cut:]}"})  # fmt: skip
    texts = [found["text"] for found in proposal(intake)["requirements"][:2]]
    assert texts == [item["text"][:cut].strip(), item["text"][cut:]]


def test_a_split_without_a_cut_keeps_the_text_and_says_what_is_missing(
    as_lead: Client, intake: Intake
) -> None:
    item = clause(intake, "2")
    address = at(intake, "intake_split", item_id=item["id"])
    answer = as_lead.post(address, {"before": "elsewhere", "parts": item["text"], "based_on": 1})
    assert "both parts need words" in text_of(answer)
    assert item["text"] in answer.content.decode()


def test_who_comes_second_is_told_and_keeps_what_they_typed(
    as_lead: Client, intake: Intake, ambridge: Council
) -> None:
    director = factories.UserFactory(name="Dan Director")
    factories.MembershipFactory(user=director, council=ambridge, role="director")
    other = Client()
    other.force_login(director)
    item = clause(intake, "2")
    address = at(intake, "intake_clause", item_id=item["id"])
    data = {"label": "2", "kind": "measure", "binds": "council", "section": "", "parent": "", "based_on": 1}
    other.post(address, {**data, "text": "Theirs."})
    answer = as_lead.post(address, {**data, "text": "Mine, typed with care."})
    assert answer.status_code == 409
    shown = text_of(answer)
    assert "Dan Director changed this while you were writing" in shown and "Theirs." in shown
    html = answer.content.decode()
    assert "Mine, typed with care." in html and 'name="based_on" id="id_based_on" value="2"' in html
    as_lead.post(address, {**data, "text": "Mine, typed with care.", "based_on": 2})
    assert clause(intake, "2")["text"] == "Mine, typed with care."


def test_what_was_typed_for_a_clause_that_is_gone_is_shown(
    as_lead: Client, intake: Intake, lead: User
) -> None:
    first, second = clause(intake, "2"), clause(intake, "3")
    services.change(intake, "join_clauses", {"number": first["id"]}, by=lead, now=documents.NOW, based_on=1)
    address = at(intake, "intake_clause", item_id=second["id"])
    answer = as_lead.post(address, {"text": "Typed with care.", "based_on": 1})
    assert answer.status_code == 409
    assert "Typed with care." in text_of(answer)
    assert as_lead.get(at(intake, "intake_clause", item_id=99_999)).status_code == 404


def test_what_is_left_out_stays_listed_with_its_reason_and_comes_back(
    as_lead: Client, intake: Intake
) -> None:
    item = clause(intake, "3")
    address = at(intake, "intake_drop", entry_id=item["id"])
    assert "Enter why is it left out" not in text_of(as_lead.get(address))
    as_lead.post(address, {"why": "Struck out in ink", "based_on": 1})
    shown = text_of(as_lead.get(intake.get_absolute_url()))
    assert "Left out by Leo Lead" in shown and "Because: Struck out in ink" in shown
    as_lead.post(at(intake, "intake_restore", entry_id=item["id"]))
    assert clause(intake, "3")["dropped"] is None


def test_warnings_are_counted_settled_one_by_one_with_name_and_reason(
    as_lead: Client, intake: Intake
) -> None:
    warnings = proposal(intake)["warnings"]
    total = len(warnings)
    assert f"Points to check: 0 of {total} settled" in text_of(as_lead.get(intake.get_absolute_url()))
    first = at(intake, "intake_warning", warning_number=warnings[0]["id"])
    answer = as_lead.post(first, {"how": "not_important", "why": "", "based_on": 1})
    assert "Say why it is not important" in text_of(answer)
    as_lead.post(first, {"how": "not_important", "why": "Said again in clause 5", "based_on": 1})
    as_lead.post(
        at(intake, "intake_warning", warning_number=warnings[1]["id"]), {"how": "corrected", "based_on": 2}
    )
    shown = text_of(as_lead.get(intake.get_absolute_url()))
    assert f"Points to check: 2 of {total} settled" in shown
    assert "Not important: Said again in clause 5 (Leo Lead," in shown


def test_check_answers_lists_what_is_open_and_confirms_when_nothing_is(
    as_lead: Client, intake: Intake
) -> None:
    check = at(intake, "intake_check")
    assert "What is still open" in text_of(as_lead.get(check))
    refused = as_lead.post(check, {"based_on": version(intake)})
    assert "There is a problem Not settled:" in text_of(refused)
    for warning in proposal(intake)["warnings"]:
        address = at(intake, "intake_warning", warning_number=warning["id"])
        as_lead.post(address, {"how": "right", "based_on": version(intake)})
    shown = text_of(as_lead.get(check))
    assert "What is still open" not in shown and "Clauses 7:" in shown
    data = {"based_on": version(intake)}
    for _ in range(2):
        assert as_lead.post(check, data)["Location"] == intake.get_absolute_url()
    notice = Notice.objects.get()
    done = text_of(as_lead.get(intake.get_absolute_url()))
    assert "These can do that: Administrator, DfE case lead." in done
    of_notice = as_lead.get(notice.get_absolute_url()).content.decode()
    assert at(intake, "intake_file") not in of_notice
    download = reverse("notices:file", args=["ambridge", notice.number])
    assert download in of_notice and intake.get_absolute_url() in of_notice
    file = as_lead.get(download)
    assert file["Content-Disposition"].startswith("attachment") and file.content.startswith(
        b"Improvement Notice"
    )


def test_who_may_put_in_force_is_led_there(
    client: Client, intake: Intake, case_lead: User, lead: User
) -> None:
    for number, warning in enumerate(proposal(intake)["warnings"], start=1):
        services.change(
            intake, "settle", {"number": warning["id"], "how": "right", "why": ""},
            by=lead, now=documents.NOW, based_on=number,
        )  # fmt: skip
    client.force_login(case_lead)
    client.post(at(intake, "intake_check"), {"based_on": version(intake)})
    notice = Notice.objects.get()
    shown = client.get(intake.get_absolute_url()).content.decode()
    assert reverse("reviews:put_in_force", args=["ambridge", notice.number]) in shown


def test_an_earlier_instrument_is_asked_for_where_the_document_names_one(
    as_lead: Client, intake: Intake, ambridge: Council
) -> None:
    earlier = factories.NoticeFactory(council=ambridge)
    front = {"document_kind": "improvement_notice", "legal_basis": "", "revises": "It replaces the first notice.",
             "issue_date-day": "3", "issue_date-month": "6", "issue_date-year": "2026", "based_on": 1}  # fmt: skip
    as_lead.post(at(intake, "intake_front"), front)
    for warning in proposal(intake)["warnings"]:
        address = at(intake, "intake_warning", warning_number=warning["id"])
        as_lead.post(address, {"how": "right", "based_on": version(intake)})
    check = at(intake, "intake_check")
    assert "Which instrument of this council does it replace?" in text_of(as_lead.get(check))
    unanswered = as_lead.post(check, {"based_on": version(intake)})
    assert "Select which instrument of this council does it replace" in text_of(unanswered) or (
        "Select an answer" in text_of(unanswered)
    )
    as_lead.post(check, {"based_on": version(intake), "replaces": earlier.number})
    assert Notice.objects.exclude(pk=earlier.pk).get().revises == earlier


@pytest.mark.parametrize("role", ["officer", "lead_member", "chair", "board_member"])
def test_who_may_not_prepare_sees_neither_documents_nor_the_link(
    client: Client, intake: Intake, ambridge: Council, role: str
) -> None:
    user = factories.UserFactory()
    factories.MembershipFactory(user=user, council=ambridge, role=role)
    client.force_login(user)
    assert client.get(intake.get_absolute_url()).status_code == 403
    assert client.get(at(intake, "intake_file")).status_code == 403
    notices = client.get(reverse("notices:list", args=["ambridge"])).content.decode()
    assert reverse("notices:intakes", args=["ambridge"]) not in notices


def test_the_list_costs_the_same_for_one_document_and_for_three(
    as_lead: Client, intake: Intake, ambridge: Council, lead: User, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for more in ("", "two", "three"):
        if more:
            documents.received(ambridge, lead, more)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            as_lead.get(reverse("notices:intakes", args=["ambridge"]))
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2]
