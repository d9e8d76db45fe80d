"""Pages of this app."""

from django.urls import path

from .views import council, councils, meeting, reports, signed, trace

app_name = "reports"
_OF_COUNCIL = "councils/<slug:council_slug>/"
urlpatterns = [
    path("councils/", councils.councils, name="councils"),
    path("councils.<spreadsheet:kind>", councils.councils_spreadsheet, name="councils_spreadsheet"),
    path(_OF_COUNCIL, council.council, name="council"),
    path(f"{_OF_COUNCIL}trace/", trace.trace, name="trace"),
    path(f"{_OF_COUNCIL}trace.<spreadsheet:kind>", trace.trace_spreadsheet, name="trace_spreadsheet"),
    path(f"{_OF_COUNCIL}gaps/", trace.gaps, name="gaps"),
    path(f"{_OF_COUNCIL}gaps.<spreadsheet:kind>", trace.gaps_spreadsheet, name="gaps_spreadsheet"),
    path(f"{_OF_COUNCIL}board/meetings/<int:number>/pdf/", meeting.meeting, name="meeting"),
    path(f"{_OF_COUNCIL}reports/", reports.archive, name="list"),
    path(f"{_OF_COUNCIL}reports/progress/", reports.progress, name="progress"),
    path(f"{_OF_COUNCIL}reports/progress/request/", reports.request_report, name="request"),
    path(f"{_OF_COUNCIL}reports/<int:number>/", reports.run, name="run"),
    path(f"{_OF_COUNCIL}reports/<int:number>/download/", reports.download, name="download"),
    path(
        f"{_OF_COUNCIL}reviews/written/<int:report_number>/versions/<int:signed_version>/pdf/",
        signed.signed_pdf,
        name="signed_pdf",
    ),
]
