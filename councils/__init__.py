"""The ground floor: the register of councils, people and what each role may do, isolation between councils, audit.

Owns: Council, User, Membership, Organisation, AuditEvent; scope.py (row-level security), policy.py (who may open a page), outbox.py (work that
is never lost), files.py (kept documents), charts.py (pictures of numbers).
May import: nothing of ours. Everything above may import this.
"""
