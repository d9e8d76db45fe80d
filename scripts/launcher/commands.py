from __future__ import annotations
import argparse, shlex, sys
from . import services
from .place import Problem, say

def main(argv):
    try:
        which = services.TEST if "--test" in argv else services.DEMO
        if argv[0] in ("services","env"):
            env = which.ensure(); which.keep()
            for k,v in env.items(): print(f"export {k}={shlex.quote(v)}")
        elif argv[0]=="stop":
            for s in services.ALL: s.stop()
        return 0
    except Problem as p:
        say(str(p)); return 1
