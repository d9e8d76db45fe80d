"""What falls due, and who is told.

Owns: DueItem (a view over the floors below), Reminder, Digest (one e-mail a person a day, sent through councils/outbox.py).
May import: reviews, boards, actions, notices, councils.
"""
