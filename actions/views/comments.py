"""Comments on an action, and the list of those that mention the person who asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render

from councils.access import get_visible_or_404, name_for
from councils.clock import today
from councils.permissions import Permission
from councils.policy import policy
from councils.refusal import Refused
from councils.requests import CouncilRequest

from ..comment_forms import CommentForm
from ..models import Action, Comment, Mention
from ..permissions import why_read_only
from ..services import comments as services
from .find import find_action

PAGE = 50
NEWEST = 3  # on the page of the action


@policy(Permission.VIEW_COUNCIL, writes=Permission.COMMENT)
def comments(request: CouncilRequest, council_slug: str, ref: str) -> HttpResponse:
    """All comments on one action, newest first, and the form for another."""
    action, on = find_action(request, ref, joined=["plan"]), today()
    may_write = _may_write(request) and not why_read_only(action.plan, request.council, on=on)
    people = services.people_to_mention(action, on=on) if _may_write(request) else []
    form = CommentForm(request.POST or None, people=people)
    if form.is_valid():
        try:
            services.write(action, by=request.user, on=on, **form.verb_arguments())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Your comment on {action.ref} is there.")
            return redirect("actions:comments", council_slug=council_slug, ref=ref)
    page = Paginator(_rows(request, action), PAGE).get_page(request.GET.get("page"))
    context = {
        "action": action,
        "form": form,
        "may_write": may_write,
        "shown": _council_reads(request),
        "page": page,
        "items": [_item(request, comment) for comment in page],
    }
    return render(request, "actions/comment_list.html", context)


@policy(Permission.COMMENT)
def comment_take_back(
    request: CouncilRequest, council_slug: str, ref: str, comment_number: int
) -> HttpResponse:
    action = find_action(request, ref, joined=["plan"])
    rows = Comment.objects.select_related("author")
    comment: Comment = get_visible_or_404(
        rows, request.user, council=request.council, action=action, number=comment_number
    )
    comment.action, comment.council = action, request.council
    if comment.author_id != request.user.pk:
        messages.info(request, services.NOT_YOURS)
        return redirect(comment)
    if request.method == "POST":
        try:
            services.take_back(comment, by=request.user, on=today())
        except Refused as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, "Your comment is taken back.")
        return redirect(comment)
    return render(request, "actions/comment_take_back.html", {"action": action, "comment": comment})


@policy(Permission.COMMENT)
def mentions(request: CouncilRequest, council_slug: str) -> HttpResponse:
    """Comments that mention the person, newest first."""
    rows = mentions_of(request).select_related("comment__action", "comment__author")
    rows = rows.prefetch_related("comment__mentioned").order_by("-comment_id")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    items = []
    for mention in page:
        comment = mention.comment
        comment.council = comment.action.council = request.council
        items.append({**_item(request, comment), "action": comment.action})
    return render(request, "actions/comment_mentions.html", {"page": page, "items": items})


def mentions_of(request: CouncilRequest) -> Any:
    rows = Mention.objects.visible_to(request.user).filter(council=request.council, person=request.user)
    return rows.filter(comment__taken_back_at=None)


def shown(request: CouncilRequest, action: Action) -> dict[str, Any]:
    """What the page of an action says of its comments."""
    rows = _rows(request, action) if _council_reads(request) else []
    newest = list(rows[: NEWEST + 1])
    return {
        "comments_shown": _council_reads(request),
        "may_comment": _may_write(request) and not why_read_only(action.plan, action.council, on=today()),
        "comments": [_item(request, comment) for comment in newest[:NEWEST]],
        "more_comments": len(newest) > NEWEST,
    }


def _rows(request: CouncilRequest, action: Action) -> Any:
    rows = Comment.objects.visible_to(request.user).filter(council=request.council, action=action)
    return rows.select_related("author").prefetch_related("mentioned").order_by("-number")


def _item(request: CouncilRequest, comment: Comment) -> dict[str, Any]:
    """For the timeline. The words of one that was taken back are nobody's to read."""
    by = name_for(request.user, comment.author, comment.council_id)
    gone = comment.taken_back_at is not None
    people = [] if gone else sorted(person.name for person in comment.mentioned.all())
    return {
        "title": f"{by} wrote",
        "at": comment.written_at,
        "number": comment.number,
        "gone": gone,
        "words": "" if gone else comment.text,
        "people": people,
        "own": not gone and comment.author_id == request.user.pk,
    }


def _council_reads(request: CouncilRequest) -> bool:
    return request.council.pk in request.user.access.council_ids


def _may_write(request: CouncilRequest) -> bool:
    return request.user.access.may(Permission.COMMENT, request.council.pk)
