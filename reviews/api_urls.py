"""Addresses of the API below /api/v1/: reviews, written reports, and what passes between council and Department."""

from django.urls import path

from councils.api_urls import LIST, MANY, OF, ONE

from . import api as reviews

WRITTEN = f"{OF}/written-reports/<int:report_number>"
VALIDATION = f"{OF}/validations/<int:validation_number>"

urlpatterns = [
    path(f"{OF}/reviews/", reviews.Reviews.as_view(MANY), name="api-reviews"),
    path(f"{OF}/reviews/<int:review_id>/", reviews.Reviews.as_view(ONE), name="api-review"),
    *[
        path(
            f"{OF}/reviews/<int:review_id>/{words}/",
            reviews.Reviews.as_view({"post": verb}),
            name=f"api-review-{words}",
        )
        for words, verb in (("held", "hold"), ("moves", "move"), ("outcome", "decide"))
    ],
    path(f"{OF}/reports-due/", reviews.ReportsDue.as_view(LIST), name="api-reports-due"),
    path(f"{OF}/written-reports/", reviews.WrittenReports.as_view(MANY), name="api-written-reports"),
    path(f"{WRITTEN}/", reviews.WrittenReports.as_view(ONE), name="api-written-report"),
    path(
        f"{WRITTEN}/figures/",
        reviews.WrittenReports.as_view({"post": "take_figures"}),
        name="api-written-report-figures",
    ),
    path(f"{WRITTEN}/sections/", reviews.Sections.as_view(LIST), name="api-report-sections"),
    path(
        f"{WRITTEN}/sections/<int:place>/",
        reviews.Sections.as_view({"get": "retrieve", "put": "update"}),
        name="api-report-section",
    ),
    path(f"{WRITTEN}/steps/", reviews.Steps.as_view(MANY), name="api-report-steps"),
    path(f"{WRITTEN}/answers/", reviews.Answers.as_view({"post": "create"}), name="api-report-answers"),
    path(f"{WRITTEN}/versions/", reviews.Signed.as_view(LIST), name="api-signed-reports"),
    path(f"{WRITTEN}/versions/<int:signed_version>/", reviews.Signed.as_view(ONE), name="api-signed-report"),
    path(f"{OF}/concerns/", reviews.Concerns.as_view(MANY), name="api-concerns"),
    path(
        f"{OF}/concerns/<int:concern_number>/",
        reviews.Concerns.as_view({"get": "retrieve", "put": "update"}),
        name="api-concern",
    ),
    *[
        path(
            f"{OF}/concerns/<int:concern_number>/{words}/",
            reviews.Concerns.as_view({"post": verb}),
            name=f"api-concern-{words}",
        )
        for words, verb in (("checks", "check"), ("step", "step"), ("close", "close"))
    ],
    path(f"{OF}/correspondence/", reviews.CorrespondenceLog.as_view(MANY), name="api-correspondence"),
    path(
        f"{OF}/correspondence/<int:entry_number>/",
        reviews.CorrespondenceLog.as_view({"get": "retrieve", "put": "update"}),
        name="api-correspondence-entry",
    ),
    path(
        f"{OF}/correspondence/<int:entry_number>/followed-up/",
        reviews.CorrespondenceLog.as_view({"post": "follow_up"}),
        name="api-correspondence-followed-up",
    ),
    path(
        f"{OF}/correspondence/<int:entry_number>/file/",
        reviews.CorrespondenceLog.as_view({"get": "file"}),
        name="api-correspondence-file",
    ),
    path(f"{OF}/incidents/", reviews.Incidents.as_view(MANY), name="api-incidents"),
    path(f"{OF}/incidents/<int:incident_number>/", reviews.Incidents.as_view(ONE), name="api-incident"),
    path(
        f"{OF}/incidents/<int:incident_number>/acknowledgement/",
        reviews.IncidentAcknowledgements.as_view({"post": "create"}),
        name="api-incident-acknowledgement",
    ),
    path(f"{OF}/validations/", reviews.Validations.as_view(MANY), name="api-validations"),
    path(
        f"{VALIDATION}/",
        reviews.Validations.as_view({"get": "retrieve", "put": "update"}),
        name="api-validation",
    ),
    *[
        path(
            f"{VALIDATION}/{words}/",
            reviews.Validations.as_view({method: verb}),
            name=f"api-validation-{words}",
        )
        for words, method, verb in (
            ("done", "post", "done"),
            ("shared", "post", "share"),
            ("called-off", "post", "call_off"),
            ("report", "get", "report"),
        )
    ],
]
