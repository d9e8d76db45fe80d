"""Pages of this app."""

from django.urls import path

from .views import council, councils, department, issues, meeting, national, reports, signed, trace, words

app_name = "reports"
_OF_COUNCIL = "councils/<slug:council_slug>/"
urlpatterns = [
    path("councils/", councils.councils, name="councils"),
    path("councils.<spreadsheet:kind>", councils.councils_spreadsheet, name="councils_spreadsheet"),
    *[
        path(address, view, name=f"department_{name}")
        for address, view, name in (
            ("department/actions/", department.actions, "actions"),
            ("department/actions.<spreadsheet:kind>", department.actions_spreadsheet, "actions_spreadsheet"),
            ("department/changes/", department.changes, "changes"),
            ("department/changes.<spreadsheet:kind>", department.changes_spreadsheet, "changes_spreadsheet"),
            ("department/dates/", department.dates, "dates"),
            ("department/dates.<spreadsheet:kind>", department.dates_spreadsheet, "dates_spreadsheet"),
            ("department/compare/", department.compare, "compare"),
            ("department/compare.<spreadsheet:kind>", department.compare_spreadsheet, "compare_spreadsheet"),
            ("department/map/", department.tiles, "tiles"),
            ("department/watchlist/", councils.watch, "watch"),
            ("department/views/", councils.views, "views"),
            ("department/views/<int:view_id>/remove/", councils.remove_view, "view_remove"),
            ("department/views/<int:view_id>/follow/", councils.follow_view, "view_follow"),
            ("department/views/<int:view_id>/stop/", councils.stop_following_view, "view_stop"),
        )
    ],
    path("national/", national.national, name="national"),
    path("national/request/", national.national_request, name="national_request"),
    path("national/<int:national_number>/", national.national_run, name="national_run"),
    path("national/<int:national_number>/download/", national.national_download, name="national_download"),
    path("national/<int:national_number>/issue/", national.national_issue, name="national_issue"),
    path(_OF_COUNCIL, council.council, name="council"),
    path(f"{_OF_COUNCIL}over-time/", council.plan_over_time, name="over_time"),
    path(f"{_OF_COUNCIL}compliance/", council.compliance, name="compliance"),
    path(f"{_OF_COUNCIL}trace/", trace.trace, name="trace"),
    path(f"{_OF_COUNCIL}trace.<spreadsheet:kind>", trace.trace_spreadsheet, name="trace_spreadsheet"),
    path(f"{_OF_COUNCIL}gaps/", trace.gaps, name="gaps"),
    path(f"{_OF_COUNCIL}gaps.<spreadsheet:kind>", trace.gaps_spreadsheet, name="gaps_spreadsheet"),
    path(f"{_OF_COUNCIL}board/meetings/<int:number>/pdf/", meeting.meeting, name="meeting"),
    path(f"{_OF_COUNCIL}reports/", reports.archive, name="list"),
    path(f"{_OF_COUNCIL}reports/progress/", reports.progress, name="progress"),
    path(f"{_OF_COUNCIL}reports/progress/request/", reports.request_report, name="request"),
    path(f"{_OF_COUNCIL}reports/progress.docx", reports.as_word, name="as_word"),
    path(f"{_OF_COUNCIL}reports/exceptions/", reports.exceptions, name="exceptions"),
    path(f"{_OF_COUNCIL}reports/one-page/", reports.one_page, name="one_page"),
    path(f"{_OF_COUNCIL}reports/words/", words.words, name="words"),
    path(f"{_OF_COUNCIL}reports/wording/", words.wording, name="wording"),
    path(f"{_OF_COUNCIL}reports/compare/", issues.compare, name="compare"),
    path(f"{_OF_COUNCIL}reports/<int:number>/", reports.run, name="run"),
    path(f"{_OF_COUNCIL}reports/<int:number>/issue/", issues.issue, name="issue"),
    path(f"{_OF_COUNCIL}reports/<int:number>/cancel/", issues.cancel, name="cancel"),
    path(f"{_OF_COUNCIL}reports/<int:number>/download/", reports.download, name="download"),
    path(
        f"{_OF_COUNCIL}reviews/written/<int:report_number>/versions/<int:signed_version>/pdf/",
        signed.signed_pdf,
        name="signed_pdf",
    ),
]
