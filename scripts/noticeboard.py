#!/usr/bin/env python3
"""Noticeboard's launcher: `python3 scripts/noticeboard.py help`. Needs the standard library only."""

import sys

if sys.version_info < (3, 11):
    sys.exit("Noticeboard needs Python 3.11 or 3.12; this is Python %d.%d." % sys.version_info[:2])

from launcher.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
