"""Amendments: collected as a draft, confirmed as a new version (verbs.py); what changed in words (words.py); the clauses
as they stood on a day (as_at.py)."""
