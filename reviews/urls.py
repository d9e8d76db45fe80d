"""Pages of this app."""

from django.urls import path

from . import citing_pages
from .views import concern, correspondence, due, incident, put_in_force, review, validation, written

app_name = "reviews"
_COUNCIL = "councils/<slug:council_slug>"
_REVIEW = f"{_COUNCIL}/reviews/<int:review_id>"
_DUE = f"{_COUNCIL}/reviews/reports/<int:report_due_id>"
_WRITTEN = f"{_COUNCIL}/reviews/written/<int:report_number>"
_CONCERN = f"{_COUNCIL}/concerns/<int:concern_number>"
_ENTRY = f"{_COUNCIL}/correspondence/<int:entry_number>"
_INCIDENT = f"{_COUNCIL}/incidents/<int:incident_number>"
_VALIDATION = f"{_COUNCIL}/validation/<int:validation_number>"
urlpatterns = [
    path(f"{_COUNCIL}/reviews/", due.review_list, name="list"),
    path(f"{_COUNCIL}/reviews.<spreadsheet:kind>", due.list_spreadsheet, name="list_spreadsheet"),
    path(f"{_REVIEW}/", review.review, name="review"),
    path(f"{_REVIEW}/held/", review.hold, name="hold"),
    path(f"{_REVIEW}/move/", review.move, name="move"),
    path(f"{_REVIEW}/outcome/", review.outcome, name="outcome"),
    path(f"{_REVIEW}/letter/", review.outcome_letter, name="letter"),
    path(f"{_REVIEW}/letter.docx", review.letter_file, name="letter_file"),
    path(f"{_COUNCIL}/notices/<int:number>/reviews/ask/", review.ask, name="ask"),
    path(f"{_REVIEW}/evidence/", citing_pages.evidence, name="evidence"),
    path(f"{_REVIEW}/evidence/choose/", citing_pages.evidence_choose, name="evidence_choose"),
    path(f"{_REVIEW}/evidence.zip", citing_pages.evidence_zip, name="evidence_zip"),
    path(f"{_DUE}/sent/", due.report_sent, name="report_sent"),
    path(f"{_DUE}/start/", written.start, name="start"),
    path(f"{_WRITTEN}/", written.written, name="written"),
    path(f"{_WRITTEN}/whole/", written.whole, name="whole"),
    path(f"{_WRITTEN}/figures/", written.figures, name="figures"),
    path(f"{_WRITTEN}/sections/<int:place>/", written.section, name="section"),
    path(f"{_WRITTEN}/steps/<slug:report_step>/", written.step, name="step"),
    path(f"{_WRITTEN}/answers/<slug:report_answer>/", written.answer, name="answer"),
    path(f"{_WRITTEN}/versions/<int:signed_version>/", written.signed, name="signed"),
    path(f"{_COUNCIL}/concerns/", concern.concerns, name="concerns"),
    path(f"{_COUNCIL}/concerns/add/", concern.concern_add, name="concern_add"),
    path(f"{_CONCERN}/", concern.concern, name="concern"),
    path(f"{_CONCERN}/edit/", concern.concern_edit, name="concern_edit"),
    path(f"{_CONCERN}/checks/<slug:check_item>/", concern.concern_check, name="concern_check"),
    path(f"{_CONCERN}/step/", concern.concern_step, name="concern_step"),
    path(f"{_CONCERN}/close/", concern.concern_close, name="concern_close"),
    path(f"{_COUNCIL}/correspondence/", correspondence.correspondence, name="correspondence"),
    path(f"{_COUNCIL}/correspondence/add/", correspondence.entry_add, name="correspondence_add"),
    path(f"{_ENTRY}/", correspondence.entry, name="correspondence_entry"),
    path(f"{_ENTRY}/edit/", correspondence.entry_edit, name="correspondence_edit"),
    path(f"{_ENTRY}/follow-up/", correspondence.entry_follow_up, name="correspondence_follow_up"),
    path(f"{_ENTRY}/file/", correspondence.entry_file, name="correspondence_file"),
    path(f"{_ENTRY}/word/", correspondence.entry_word, name="correspondence_word"),
    path(f"{_COUNCIL}/incidents/", incident.incidents, name="incidents"),
    path(f"{_COUNCIL}/incidents/add/", incident.incident_add, name="incident_add"),
    path(f"{_INCIDENT}/", incident.incident, name="incident"),
    path(f"{_INCIDENT}/acknowledge/", incident.incident_acknowledge, name="incident_acknowledge"),
    path(f"{_COUNCIL}/validation/", validation.validations, name="validations"),
    path(f"{_COUNCIL}/validation/add/", validation.validation_add, name="validation_add"),
    path(f"{_VALIDATION}/", validation.validation, name="validation"),
    path(f"{_VALIDATION}/edit/", validation.validation_edit, name="validation_edit"),
    path(f"{_VALIDATION}/done/", validation.validation_done, name="validation_done"),
    path(f"{_VALIDATION}/share/", validation.validation_share, name="validation_share"),
    path(f"{_VALIDATION}/call-off/", validation.validation_call_off, name="validation_call_off"),
    path(f"{_VALIDATION}/report/", validation.validation_report, name="validation_report"),
    path(f"{_COUNCIL}/notices/<int:number>/put-in-force/", put_in_force.put_in_force, name="put_in_force"),
]
