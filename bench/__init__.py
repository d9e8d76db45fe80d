"""The benchmarks: `make bench`. What they measure and how, and the last figures: docs/performance.md.

Every time is a ratio to a floor measured in the same run, request by request in turns: the same rows by bare psycopg2
and string formatting (floor.py), under the same gunicorn. A time alone would say more about the machine.
"""
