"""What falls due, who is told, and the outbox that never loses a message.

Owns: DueItem (a view over the floors below), Reminder, Digest (one e-mail a person a day), outbox.py (claims, leases, retries).
May import: reviews, boards, actions, notices, councils.
"""
