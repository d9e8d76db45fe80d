#!/usr/bin/env python3
"""Django's commands. In a checkout that `make run` has set up, any Python will do: see scripts/launcher."""

import os
import sys
from pathlib import Path

SCRIPTS = Path(__file__).resolve().parent / "scripts"


def main() -> None:
    if SCRIPTS.is_dir():  # a production image has no launcher: it has its settings in the environment
        sys.path.append(str(SCRIPTS))
        from launcher.demonstration import enter

        enter(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
