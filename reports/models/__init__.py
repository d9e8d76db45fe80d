"""Reports that somebody asked for, their files, the PDF of what was signed."""

from .own import SavedView, WatchedCouncil
from .run import ReportFile, ReportRun
from .signed_paper import SignedPaper

__all__ = [
    "ReportFile",
    "ReportRun",
    "SavedView",
    "SignedPaper",
    "WatchedCouncil",
]
