"""Who may do what: one table to read. Rows are permissions, columns are roles."""

from __future__ import annotations

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    OFFICER = "officer", "Council officer"
    LEAD = "lead", "Improvement lead"
    DIRECTOR = "director", "Director of Children's Services"
    LEAD_MEMBER = "lead_member", "Lead Member for Children's Services"
    CHAIR = "chair", "Independent chair of the board"
    BOARD_MEMBER = "board_member", "Board member"
    ADMINISTRATOR = "administrator", "Administrator"
    OBSERVER = "observer", "DfE observer"
    CASE_LEAD = "case_lead", "DfE case lead"


DEPARTMENT_ROLES = frozenset({Role.OBSERVER, Role.CASE_LEAD})


class Permission(StrEnum):
    VIEW_COUNCIL = "view the council's pages"
    VIEW_ALL_COUNCILS = "view all councils"
    UPDATE_OWN_ACTION = "report progress on an action that they own"
    UPDATE_ANY_ACTION = "report progress on any action"
    COMMENT = "write comments on actions and be mentioned in them"
    ADD_EVIDENCE = "add evidence and new versions of it"
    ACCEPT_EVIDENCE = "accept or return evidence that somebody else submitted"
    EDIT_PLAN = "add and edit objectives and actions"
    RESTRICT_ACTION = "restrict an action to named people, and see every one that is"
    EDIT_INDICATORS = "define indicators, their targets and what they serve"
    ENTER_VALUES = "enter values of indicators"
    APPROVE_VALUES = "approve, return and lock values of indicators"
    DECIDE_FOR_BOARD = "record what the board decides of actions and dates"
    PLAN_MEETINGS = "plan the board's meetings"
    KEEP_BOARD = "keep the board's terms of reference, its members and the bodies around it"
    KEEP_CHAIR_NOTES = "keep notes that the chair alone reads"
    GIVE_CONSENT = "record the Department's consent to a change, or its refusal"
    JUDGE_COMPLIANCE = "judge whether a requirement is met"
    RECORD_DUTY = "record that a duty of a notice was met or missed, and events that it depends on"
    RECORD_FINDINGS = "record inspections, their grades and findings"
    REQUEST_REPORT = "ask for a report, write its words, approve and issue what somebody else wrote"
    WORD_REPORTS = "word the cover and the legend of the council's reports"
    PREPARE_NATIONAL = "prepare and issue the national summary"
    PREPARE_INSTRUMENT = "upload a notice, correct what was read, keep it as a draft"
    PUT_IN_FORCE = "put a notice in force"
    RECORD_INSTRUMENT = "record reviews and what becomes of an instrument"
    VIEW_SEND_LOG = "see which reminders went to whom"
    SET_REMINDER_RULES = "set when the people of the council are reminded"
    BE_AWAY = "say that they are away, and who stands in for them"
    REMIND_ONESELF = "put reminders of their own on actions"
    SEND_AGAIN = "have an email sent again that did not arrive"
    RECORD_REPORT_SENT = "record that a report to the Department was sent"
    WRITE_REPORT = "write and check the chair's and the Leader's reports to the Department"
    SIGN_CHAIR_REPORT = "sign the chair's report"
    SIGN_LEADER_REPORT = "sign the Leader's report"
    COMMISSION_VALIDATION = "record looks from outside: commissioned, done, shared with the Department"
    VIEW_CORRESPONDENCE = "read the correspondence with the Department, and notices of serious incidents"
    KEEP_CORRESPONDENCE = "enter letters, calls and meetings with the Department, ministers or Ofsted"
    GIVE_INCIDENT_NOTICE = "give the Department notice of a serious incident"
    ACKNOWLEDGE_INCIDENT = "acknowledge notices of serious incidents"
    VIEW_CONCERNS = "read the Department's concerns about how a council engages"
    RECORD_CONCERN = "record the Department's concerns, their checklist and formal steps"
    EXPORT_COUNCIL = "download everything that the council has recorded"
    MANAGE_PEOPLE = "add people and end their access"


_TABLE = """
                    officer  lead  director  lead_member  chair  board_member  administrator  observer  case_lead
VIEW_COUNCIL           x      x       x           x         x         x              x            x         x
VIEW_ALL_COUNCILS      .      .       .           .         .         .              .            x         x
UPDATE_OWN_ACTION      x      x       x           .         .         x              .            .         .
UPDATE_ANY_ACTION      .      x       x           .         .         .              .            .         .
COMMENT                x      x       x           x         x         x              .            .         .
ADD_EVIDENCE           x      x       x           .         .         x              .            .         .
ACCEPT_EVIDENCE        .      x       x           .         x         .              .            .         .
EDIT_PLAN              .      x       x           .         .         .              .            .         .
RESTRICT_ACTION        .      x       x           .         .         .              .            .         .
DECIDE_FOR_BOARD       .      .       .           .         x         .              .            .         .
EDIT_INDICATORS        .      x       x           .         .         .              .            .         .
ENTER_VALUES           x      x       x           .         .         x              .            .         .
APPROVE_VALUES         .      x       x           .         .         .              .            .         .
PLAN_MEETINGS          .      x       x           .         x         .              .            .         .
KEEP_BOARD             .      x       x           .         x         .              .            .         .
KEEP_CHAIR_NOTES       .      .       .           .         x         .              .            .         .
GIVE_CONSENT           .      .       .           .         .         .              .            .         x
JUDGE_COMPLIANCE       .      .       .           .         x         .              .            .         x
RECORD_DUTY            .      x       x           .         x         .              .            .         x
RECORD_FINDINGS        .      x       x           .         .         .              .            .         x
REQUEST_REPORT         .      x       x           .         x         .              .            .         .
WORD_REPORTS           .      x       x           .         .         .              x            .         .
PREPARE_NATIONAL       .      .       .           .         .         .              .            .         x
PREPARE_INSTRUMENT     .      x       x           .         .         .              x            .         x
PUT_IN_FORCE           .      .       .           .         .         .              x            .         x
RECORD_INSTRUMENT      .      .       .           .         .         .              .            .         x
VIEW_SEND_LOG          .      x       x           .         .         .              x            .         .
SET_REMINDER_RULES     .      x       .           .         .         .              x            .         .
BE_AWAY                x      x       x           x         x         x              x            .         .
REMIND_ONESELF         x      x       x           x         x         x              x            .         .
SEND_AGAIN             .      x       x           .         .         .              x            .         .
RECORD_REPORT_SENT     .      x       .           x         x         .              .            .         .
WRITE_REPORT           .      x       x           x         x         .              .            .         .
SIGN_CHAIR_REPORT      .      .       .           .         x         .              .            .         .
SIGN_LEADER_REPORT     .      .       .           x         .         .              .            .         .
COMMISSION_VALIDATION  .      x       x           .         x         .              .            .         x
VIEW_CORRESPONDENCE    .      x       x           x         x         .              .            x         x
KEEP_CORRESPONDENCE    .      x       x           .         x         .              .            .         x
GIVE_INCIDENT_NOTICE   .      x       x           .         x         .              .            .         .
ACKNOWLEDGE_INCIDENT   .      .       .           .         .         .              .            .         x
VIEW_CONCERNS          .      .       .           .         .         .              .            x         x
RECORD_CONCERN         .      .       .           .         .         .              .            .         x
EXPORT_COUNCIL         .      .       x           .         .         .              x            .         .
MANAGE_PEOPLE          .      .       .           .         .         .              x            .         .
"""


def _read_table(text: str) -> dict[Permission, frozenset[Role]]:
    header, *rows = [line.split() for line in text.strip().splitlines()]
    roles = [Role(name) for name in header]
    return {
        Permission[name]: frozenset(role for role, mark in zip(roles, marks, strict=True) if mark == "x")
        for name, *marks in rows
    }


ROLES_WITH: dict[Permission, frozenset[Role]] = _read_table(_TABLE)
