"""Writing a report to the Department: its steps (table.py), its figures (figures.py), what happens (verbs.py)."""
