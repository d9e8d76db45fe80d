"""Legal instruments: what a council was told to do, clause by clause, and the reading of their documents.

Owns: Notice, Requirement, Deadline, Target, Inspection, Finding, ComplianceJudgement; reading/ (documents to data).
May import: councils.
"""
