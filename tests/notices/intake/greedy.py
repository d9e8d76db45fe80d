"""Stands in for the reader: does to its process what a hostile document might, as the document says."""

import subprocess
import sys
import time
from typing import Any

from councils import child


def work(content: bytes, told: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    if content == b"memory":
        held = []
        while True:
            held.append(bytearray(16 * 1024**2))
    if content == b"time":
        while True:
            pass
    if content == b"sleep":
        time.sleep(600)
    if content == b"grandchild":
        quiet = subprocess.DEVNULL
        sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
        helper = subprocess.Popen(sleep, stdin=quiet, stdout=quiet, stderr=quiet)
        return {"refused": str(helper.pid)}, b""
    raise ValueError("made up")


if __name__ == "__main__":
    sys.exit(child.main(work))
