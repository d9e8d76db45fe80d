"""The Department's reviews of an instrument, the reports that are due to it, and what comes around them.

Owns: Review, ReportDue, Validation, Incident, Correspondence, Concern; `take_up` turns a notice
that is in force into plan, board, meetings, reviews and reports due.
May import: boards, actions, notices, councils.
"""
