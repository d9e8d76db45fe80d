"""The life of an instrument: which steps there are (table.py) and how they are taken (verbs.py)."""
