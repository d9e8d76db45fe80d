"""Addresses of the API below /api/v1/: reports, dashboards and the Department's lists."""

from django.urls import path

from councils.api_urls import MANY, OF, ONE

from . import api as reports
from . import council_api
from . import national_api as national
from . import trace_api as traces
from . import words_api as report_words
from .department import api as department

urlpatterns = [
    path("department/councils/", department.DepartmentCouncils.as_view(), name="api-department-councils"),
    path("department/actions/", department.DepartmentActions.as_view(), name="api-department-actions"),
    path("department/dates/", department.DepartmentDates.as_view(), name="api-department-dates"),
    path("department/changes/", department.DepartmentChanges.as_view(), name="api-department-changes"),
    path("department/watchlist/", department.Watchlist.as_view(), name="api-department-watchlist"),
    path(f"{OF}/notices/<int:number>/trace/", traces.TraceOfNotice.as_view(), name="api-trace"),
    path(f"{OF}/gaps/", traces.Gaps.as_view(), name="api-gaps"),
    path(f"{OF}/dashboard/", council_api.CouncilDashboard.as_view(), name="api-dashboard"),
    path(f"{OF}/over-time/", council_api.PlanOverTime.as_view(), name="api-over-time"),
    path(f"{OF}/compliance/", council_api.RequirementsAsJudged.as_view(), name="api-compliance"),
    path(f"{OF}/reports/", reports.Reports.as_view(MANY), name="api-reports"),
    path("national-summaries/", national.NationalReports.as_view(MANY), name="api-national-reports"),
    path(
        "national-summaries/as-at/",
        national.NationalReports.as_view({"get": "as_at"}),
        name="api-national-as-at",
    ),
    path(
        "national-summaries/<int:national_number>/",
        national.NationalReports.as_view(ONE),
        name="api-national-report",
    ),
    path(
        "national-summaries/<int:national_number>/issue/",
        national.NationalReports.as_view({"post": "issue"}),
        name="api-national-issue",
    ),
    path(f"{OF}/reports/as-at/", reports.Reports.as_view({"get": "as_at"}), name="api-report-as-at"),
    path(f"{OF}/reports/words/", report_words.Words.as_view(MANY), name="api-report-words"),
    path(f"{OF}/reports/wording/", report_words.Wording.as_view(MANY), name="api-report-wording"),
    path(f"{OF}/reports/<int:number>/", reports.Reports.as_view(ONE), name="api-report"),
    path(
        f"{OF}/reports/<int:number>/data/", reports.Reports.as_view({"get": "data"}), name="api-report-data"
    ),
    path(
        f"{OF}/reports/<int:number>/issue/",
        reports.Reports.as_view({"post": "issue"}),
        name="api-report-issue",
    ),
    path(
        f"{OF}/reports/<int:number>/cancel/",
        reports.Reports.as_view({"post": "cancel"}),
        name="api-report-cancel",
    ),
    path(
        f"{OF}/reports/<int:number>/download/",
        reports.Reports.as_view({"get": "download"}),
        name="api-report-download",
    ),
]
