"""`python -m tests.notices.corpus [developed|aside] [--figures]`: precision and recall by field.

Without --figures each difference of the developed part follows in one line. The part kept aside never says more than its
figures: whoever works on the reader must not learn from it where it fails.
"""

from __future__ import annotations

import argparse
import os

from .making import PARTS


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    parser = argparse.ArgumentParser(prog="python -m tests.notices.corpus")
    parser.add_argument("part", nargs="?", choices=PARTS, help="both parts when not given")
    parser.add_argument("--figures", action="store_true", help="no differences, only figures")
    parser.add_argument("--only", default="", help="a pattern: only documents whose name it matches")
    chosen = parser.parse_args()
    from .figures import outcomes, table

    parts, only = [chosen.part] if chosen.part else list(PARTS), chosen.only
    for part in parts:
        print(
            f"{part}: {len(outcomes(part, only))} documents, "
            f"{sum(bool(o.crash) for o in outcomes(part, only))} crashes"
        )
    print(f"\n{table(parts, only)}\n")
    if "developed" not in parts or chosen.figures:
        return
    for outcome in outcomes("developed", only):
        if outcome.crash:
            print(f"{outcome.name}: CRASH {outcome.crash}")
            continue
        for point in outcome.points:
            if point.verdict in ("missed", "invented", "wrong"):
                print(
                    f"{outcome.name}: {point.field} {point.verdict}: expected {point.expected!r}, got {point.got!r}"
                )


if __name__ == "__main__":
    main()
