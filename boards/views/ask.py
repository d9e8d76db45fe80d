"""The one way in which the pages about the board ask: a form, a verb, a word of success, back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.forms import GovForm
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..models import Board


def ask(
    request: CouncilRequest,
    form: GovForm,
    verb: Callable[[], object],
    *,
    board: Board,
    title: str,
    button: str,
    said: str,
    back: str,
    intro: str = "",
    warning: bool = False,
) -> HttpResponse:
    """What the verb refuses stands above the form, and what was typed stays."""
    if form.is_valid():
        try:
            verb()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(back)
    page: dict[str, Any] = {"board": board, "form": form, "title": title, "button": button, "back": back}
    return render(request, "boards/ask.html", {**page, "intro": intro, "is_warning": warning})
