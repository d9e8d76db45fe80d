from .audit import AuditEvent
from .bounced_address import BouncedAddress
from .council import Council, CouncilQuerySet
from .email_at_once import EmailAtOnce
from .file import StoredFile
from .invitation import Invitation
from .organisation import Organisation
from .person import Membership, User

__all__ = [
    "AuditEvent",
    "BouncedAddress",
    "Council",
    "CouncilQuerySet",
    "EmailAtOnce",
    "Invitation",
    "Membership",
    "Organisation",
    "StoredFile",
    "User",
]
