"""Set-up, services and processes of a Noticeboard on one machine.

Owns: the virtual environment, the styles, a PostgreSQL and a Valkey of its own, and the processes of `make run`.
May import: the standard library only, because it runs before anything is installed.
"""
