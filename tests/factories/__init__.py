"""Made-up rows, one file a room. A factory of a council-owned row works in the scope of its council, whatever the test's own scope is."""

from .actions import *  # noqa: F403
from .boards import *  # noqa: F403
from .councils import *  # noqa: F403
from .notices import *  # noqa: F403
from .reminders import *  # noqa: F403
from .reports import *  # noqa: F403
from .reviews import *  # noqa: F403
