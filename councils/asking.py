"""The one way in which a page asks: a form, a verb, a word of success, and where to go then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from .forms import GovForm
from .refusal import Refused
from .requests import CouncilRequest


def ask(
    request: CouncilRequest,
    form: GovForm,
    verb: Callable[[], Any],
    *,
    title: str,
    button: str,
    said: str,
    back: str,
    caption: str = "",
    intro: str = "",
    warning: bool = False,
    opens: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """What the verb refuses stands above the form, and what was typed stays. Afterwards `back`, or the page that `opens`
    names for what the verb made."""
    if form.is_valid():
        try:
            made = verb()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(opens(made) if opens else back)
    page: dict[str, Any] = {"caption": caption, "form": form, "title": title, "button": button, "back": back}
    return render(request, "councils/ask.html", {**page, "intro": intro, "is_warning": warning})
