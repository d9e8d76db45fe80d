"""Stands in for reports.pdf: tells what it was given, instead of making a PDF."""

import json
import os
import sys

limits = sys.stdin.buffer.readline()
told = {"env": dict(os.environ), "limits": json.loads(limits), "django": "django" in sys.modules}
sys.stdout.buffer.write(b'{"pages": 1}\n' + json.dumps(told).encode())
