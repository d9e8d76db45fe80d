"""Where GOV.UK Notify tells what became of an e-mail."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from councils.policy import policy

from .delivery import states


@csrf_exempt
@require_POST
@policy(token="NOTIFY_CALLBACK_TOKEN")
def notify_callback(request: HttpRequest) -> HttpResponse:
    """204 whether or not it changed anything: Notify would tell the same again and again."""
    now = timezone.now()
    try:
        said = states.read(json.loads(request.body), now=now)
    except (ValueError, states.NotUnderstood) as problem:
        return JsonResponse({"error": str(problem)}, status=400)
    if said is not None:
        states.take(said, now=now)
    return HttpResponse(status=204)
