"""Pages: councils.py (the Department's dashboard), council.py (one council), reports.py (board progress reports)."""
