from .audit import AuditEvent
from .council import Council, CouncilQuerySet
from .file import StoredFile
from .organisation import Organisation
from .person import Membership, User

__all__ = [
    "AuditEvent",
    "Council",
    "CouncilQuerySet",
    "Membership",
    "Organisation",
    "StoredFile",
    "User",
]
