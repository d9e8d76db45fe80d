"""Addresses of the API below /api/v1/: instruments, what they ask for, and inspections."""

from django.urls import path

from councils.api_urls import LIST, MANY, OF, ONE

from . import api as notices

urlpatterns = [
    path(f"{OF}/notices/", notices.Notices.as_view(LIST), name="api-notices"),
    path(f"{OF}/notices/<int:number>/", notices.Notices.as_view(ONE), name="api-notice"),
    path(
        f"{OF}/notices/<int:number>/requirements/",
        notices.Requirements.as_view(LIST),
        name="api-requirements",
    ),
    path(
        f"{OF}/notices/<int:number>/requirements/<int:seq>/",
        notices.Requirements.as_view(ONE),
        name="api-requirement",
    ),
    path(f"{OF}/notices/<int:number>/life/", notices.Life.as_view(ONE), name="api-life"),
    path(f"{OF}/notices/<int:number>/steps/", notices.Steps.as_view(MANY), name="api-steps"),
    path(f"{OF}/notices/<int:number>/versions/", notices.Versions.as_view(MANY), name="api-versions"),
    path(
        f"{OF}/notices/<int:number>/versions/<int:version>/",
        notices.Versions.as_view(ONE),
        name="api-version",
    ),
    path(f"{OF}/intakes/", notices.Intakes.as_view(MANY), name="api-intakes"),
    path(f"{OF}/intakes/<int:intake_number>/", notices.Intakes.as_view(ONE), name="api-intake"),
    path(
        f"{OF}/intakes/<int:intake_number>/file/",
        notices.Intakes.as_view({"get": "download"}),
        name="api-intake-file",
    ),
    *[
        path(
            f"{OF}/intakes/<int:intake_number>/{words}/",
            notices.Intakes.as_view({"post": verb}),
            name=f"api-intake-{verb}",
        )
        for words, verb in (
            ("changes", "change"),
            ("warnings/<int:warning_number>", "settle"),
            ("again", "again"),
            ("discard", "discard"),
            ("confirm", "confirm"),
        )
    ],
    path("clauses/", notices.AllClauses.as_view(LIST), name="api-all-clauses"),
    path(f"{OF}/clauses/", notices.Clauses.as_view(LIST), name="api-clauses"),
    path(f"{OF}/deadlines/", notices.Deadlines.as_view(LIST), name="api-deadlines"),
    path(f"{OF}/deadlines/<int:deadline_id>/", notices.Deadlines.as_view(ONE), name="api-deadline"),
    path(f"{OF}/occurrences/", notices.Occurrences.as_view(LIST), name="api-occurrences"),
    path(f"{OF}/occurrences/<int:occurrence_id>/", notices.Occurrences.as_view(ONE), name="api-occurrence"),
    *[
        path(f"{OF}/{duty}/{words}/", view.as_view({"post": verb}), name=f"api-{name}-{verb}")
        for name, duty, view, verbs in (
            (
                "deadline",
                "deadlines/<int:deadline_id>",
                notices.Deadlines,
                {"met": "meet", "taken-back": "take_back", "happened": "happened"},
            ),
            (
                "occurrence",
                "occurrences/<int:occurrence_id>",
                notices.Occurrences,
                {"met": "meet", "missed": "miss", "taken-back": "take_back"},
            ),
        )
        for words, verb in verbs.items()
    ],
    path(f"{OF}/notices/<int:number>/dates/", notices.AnchorDates.as_view(MANY), name="api-anchor-dates"),
    path(f"{OF}/inspections/", notices.Inspections.as_view(MANY), name="api-inspections"),
    path(f"{OF}/inspections/<int:inspection_id>/", notices.Inspections.as_view(ONE), name="api-inspection"),
    path(
        f"{OF}/inspections/<int:inspection_id>/letter/",
        notices.Inspections.as_view({"get": "letter"}),
        name="api-inspection-letter",
    ),
    path(
        f"{OF}/inspections/<int:inspection_id>/grades/",
        notices.Inspections.as_view({"post": "grade"}),
        name="api-grades",
    ),
    path(
        f"{OF}/inspections/<int:inspection_id>/findings/",
        notices.Inspections.as_view({"post": "finding"}),
        name="api-inspection-findings",
    ),
    path(f"{OF}/findings/", notices.Findings.as_view(LIST), name="api-findings"),
]
