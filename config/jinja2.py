"""The Jinja2 environment of our pages, PDFs and e-mails: what a template can call, and where it finds components."""

from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    Template,
    select_autoescape,
)

from councils import form_components, forms, lateness, status, table_labels
from reminders import escalations


def environment(**options: Any) -> Environment:
    """Called once by Django's Jinja2 backend with its own options."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], govuk])
    # The GOV.UK macros read parameters of parameters that are not there, and expect nothing.
    options["undefined"] = ChainableUndefined
    # E-mails have a plain-text twin, which must not be escaped.
    options["autoescape"] = select_autoescape(("html", "htm", "xml"), default_for_string=True)
    options |= {"trim_blocks": True, "lstrip_blocks": True}
    env = Environment(**options)
    env.template_class = OneSetOfGlobals
    env.globals.update(
        url=url,
        static=cache(static),
        query=query,
        status=status.status,
        brag=status.brag,
        brag_legend=status.brag_legend,
        statuses=statuses,
        lateness=lateness.lateness,
        is_overdue=lateness.is_overdue,
        age=lateness.age,
        component=form_components.component,
        revealed_names=form_components.revealed_names,
        error_list=forms.error_list,
        escalations_of=escalations.of_action,
        active_filters=forms.active_filters,
        page_links=page_links,
        labelled=table_labels.labelled,
    )
    env.filters.update(
        date=lateness.long_date,
        short_date=lateness.short_date,
        moment=lateness.moment,
        count=lateness.count,
        indent=unindented,
        isodate=isodate,
        percent=percent,
    )
    return env


def unindented(text: str, *args: Any, **kwargs: Any) -> str:
    """The GOV.UK macros indent what they nest, which would add blanks to every line of a text box inside radios."""
    return text


class OneSetOfGlobals(Template):
    """Skips a comparison of globals at each import: ours are the same everywhere, and the GOV.UK macros import inside
    their bodies, which made it a fifth of a page's time."""

    _module: Any

    def _get_default_module(self, ctx: Any = None) -> Any:
        if self._module is None:
            self._module = self.make_module()
        return self._module


@lru_cache(maxsize=8192)
def url(name: str, *args: Any, **kwargs: Any) -> str:
    """`url('actions:plan', council_slug=council.slug)`. Kept, because a page's frame alone asks for twenty."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def query(request: HttpRequest, **changes: Any) -> str:
    """The page's own address with some parameters changed: `query(request, sort='-due')`. None takes one away."""
    params = dict(request.GET.lists()) if request else {}
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]
    return f"?{urlencode(params, doseq=True)}"


def statuses(kind: str) -> list[status.Status]:
    """All statuses of a kind, in order of meaning: for legends and the help page."""
    return list(status.STATUSES[kind].values())


def page_links(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Parameters of the GOV.UK pagination component for one page of Django's Paginator."""
    links: dict[str, Any] = {"items": []}
    if page.has_previous():
        links["previous"] = {"href": query(request, page=page.previous_page_number())}
    if page.has_next():
        links["next"] = {"href": query(request, page=page.next_page_number())}
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        if number == page.paginator.ELLIPSIS:
            links["items"].append({"ellipsis": True})
        else:
            links["items"].append(
                {
                    "number": number,
                    "href": query(request, page=number),
                    "current": number == page.number,
                }
            )
    return links


def isodate(value: Any) -> str:
    """For the datetime attribute of <time>."""
    return value.isoformat() if value else ""


def percent(part: float | None, of: float | None = None) -> str:
    """ "64%", or "no data" where there is nothing to divide by. With one number it is a fraction already."""
    if part is None or (of is not None and not of):
        return "no data"
    return f"{round(100 * (part if of is None else part / of))}%"
