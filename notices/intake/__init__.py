"""From a document to a draft notice: upload, reading in a child process, review by a person, confirmation.

Owns: Intake, IntakeReading, IntakeProposal. Nothing here puts an instrument in force (reviews, the floor above, does).
May import: councils, and of notices its models, the reader's public API and the recording of a draft.
"""
