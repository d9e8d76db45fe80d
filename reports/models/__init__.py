"""Reports that somebody asked for, their files and issues, the words written for them, the PDF of what was
signed, and what a person of the Department keeps for themselves."""

from .issue import ReportIssue
from .national import NationalReport
from .own import SavedView, WatchedCouncil
from .ready_mail import ReadyMail
from .run import ReportFile, ReportRun
from .signed_paper import SignedPaper
from .words import ReportWording, ReportWords

__all__ = [
    "NationalReport",
    "ReadyMail",
    "ReportFile",
    "ReportIssue",
    "ReportRun",
    "ReportWording",
    "ReportWords",
    "SavedView",
    "SignedPaper",
    "WatchedCouncil",
]
