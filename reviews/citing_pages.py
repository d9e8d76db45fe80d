"""The evidence of a review: its list, choosing it, and all of it as one archive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from actions.evidence_archive import archive, as_response, left_out_in_words
from actions.models import Evidence
from councils.access import get_visible_or_404
from councils.clock import today
from councils.forms import GovForm
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from .citing import cite
from .models import Citation, Review


class CiteForm(GovForm):
    evidence = forms.MultipleChoiceField(
        label="Which evidence does it rely on?",
        help_text="Only evidence that was accepted can be chosen.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, choices: list[Evidence], chosen: set[int], **kwargs: Any) -> None:
        self.choices = {str(row.pk): row for row in choices}
        super().__init__(*args, initial={"evidence": [str(pk) for pk in chosen]}, **kwargs)
        field: Any = self.fields["evidence"]
        field.choices = [
            (pk, f"{row.number}. {row.title}, version {row.accepted_version}")
            for pk, row in self.choices.items()
        ]


@policy(Permission.VIEW_COUNCIL)
def evidence(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    review = _find(request, review_id)
    cited = _cited(request, review)
    context = {
        "review": review,
        "cited": cited,
        "left_out": left_out_in_words(sum(c.evidence.restricted for c in cited)),
        "may_choose": review.held_on is None
        and request.user.access.may(Permission.ACCEPT_EVIDENCE, request.council.pk),
    }
    return render(request, "reviews/evidence.html", context)


@policy(Permission.ACCEPT_EVIDENCE)
def evidence_choose(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponse:
    review = _find(request, review_id)
    if review.held_on is not None:
        return redirect("reviews:evidence", council_slug=council_slug, review_id=review_id)
    chosen = {c.evidence_id for c in _cited(request, review)}
    choices = _visible(request).exclude(accepted_version=None).order_by("number")
    form = CiteForm(request.POST or None, choices=list(choices), chosen=chosen)
    if request.method == "POST" and form.is_valid():
        picked = [form.choices[pk] for pk in form.cleaned_data["evidence"]]
        try:
            cite(review, by=request.user, evidence=picked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "What the review relies on is saved.")
            return redirect("reviews:evidence", council_slug=council_slug, review_id=review_id)
    return render(request, "reviews/evidence_choose.html", {"review": review, "form": form})


@policy(Permission.VIEW_COUNCIL)
def evidence_zip(request: CouncilRequest, council_slug: str, review_id: int) -> HttpResponseBase:
    """The cited versions with an index."""
    review, on = _find(request, review_id), today()
    cited = _cited(request, review)
    versions = {c.evidence_id: c.version for c in cited}
    rows = _visible(request).filter(pk__in=versions).with_standing(on=on).select_related("action")
    title = f"Evidence for the {review.kind_in_sentence} of {request.council}, due {review.due_on:%d.%m.%Y}"
    try:
        made = archive(rows, council=request.council, title=title, on=on, versions=versions)
    except Refused as refusal:
        return render(request, "reviews/evidence_zip_not.html", {"review": review, "why_not": str(refusal)})
    return as_response(made, f"{council_slug}-evidence-of-review-{review.due_on:%Y-%m-%d}.zip")


def _find(request: CouncilRequest, review_id: int) -> Review:
    rows = Review.objects.select_related("notice")
    found: Review = get_visible_or_404(rows, request.user, council=request.council, pk=review_id)
    found.council = request.council
    return found


def _visible(request: CouncilRequest) -> Any:
    return Evidence.objects.visible_to(request.user).filter(council=request.council)


def _cited(request: CouncilRequest, review: Review) -> list[Citation]:
    rows = Citation.objects.visible_to(request.user).filter(
        review=review, evidence__in=_visible(request).order_by().values("pk")
    )
    found = list(rows.select_related("evidence__action").order_by("evidence__number"))
    for citation in found:
        citation.evidence.council = request.council
    return found
