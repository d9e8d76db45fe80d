"""What people decide from: dashboards, one council's overview, the board progress report as page, PDF and CSV.

Owns: ReportRun and ReportFile (issued reports, frozen), the PDF's making, what its charts show.
May import: every app below (reminders, reviews, boards, actions, notices, councils). Only config may import it.
"""
