"""The reliability runs: real workers, schedulers, broker and mail server, killed at the worst moments.

`make drill` runs the long form; tests/reminders/test_reliability.py the same in small. Every count is of reminders that
arrived at a mail server, never of what the product says about itself.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "scripts"))  # the launcher starts our broker
