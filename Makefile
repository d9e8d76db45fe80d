# Every target is one line over scripts/noticeboard.py, which needs Python 3.11 and nothing else.
NOTICEBOARD = python3 scripts/noticeboard.py

help:
	@$(NOTICEBOARD) help
run test check bench drill stop setup services:
	@$(NOTICEBOARD) $@ $(ARGS)
manage:
	@$(NOTICEBOARD) manage $(ARGS)

.PHONY: help run test check bench drill stop setup services manage
