"""The Department's reviews of an instrument, and the reports that are due to it.

Owns: Review, ReportDue; `take_up` turns a notice that is in force into plan, board, meetings, reviews and reports due.
May import: boards, actions, notices, councils.
"""
