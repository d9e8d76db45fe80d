"""Addresses of the API below /api/v1/: the plan, its evidence and its indicators."""

from django.urls import path

from councils.api_urls import LIST, MANY, OF, ONE

from . import api as actions

IMPORT = f"{OF}/plan-imports/<int:import_number>"

urlpatterns = [
    path(f"{OF}/ties/", actions.Ties.as_view(MANY), name="api-ties"),
    path(f"{OF}/plans/", actions.Plans.as_view(LIST), name="api-plans"),
    path(f"{OF}/plan-imports/", actions.PlanImports.as_view(MANY), name="api-plan-imports"),
    path(f"{IMPORT}/", actions.PlanImports.as_view(ONE), name="api-plan-import"),
    path(
        f"{IMPORT}/columns/", actions.PlanImports.as_view({"post": "columns"}), name="api-plan-import-columns"
    ),
    path(
        f"{IMPORT}/preview/", actions.PlanImports.as_view({"get": "preview"}), name="api-plan-import-preview"
    ),
    path(f"{IMPORT}/apply/", actions.PlanImports.as_view({"post": "apply"}), name="api-plan-import-apply"),
    path(f"{IMPORT}/undo/", actions.PlanImports.as_view({"post": "undo"}), name="api-plan-import-undo"),
    path(f"{OF}/plan-list/", actions.PlanListed.as_view(), name="api-plan-list"),
    path(f"{OF}/partner-agreements/", actions.PartnerAgreements.as_view(LIST), name="api-partner-agreements"),
    path(f"{OF}/plans/<int:number>/versions/", actions.PlanVersions.as_view(LIST), name="api-plan-versions"),
    path(
        f"{OF}/plans/<int:number>/versions/<int:plan_version>/changes/",
        actions.PlanVersions.as_view({"get": "changes"}),
        name="api-plan-changes",
    ),
    path(
        f"{OF}/plans/<int:number>/versions/<int:plan_version>/outcome/",
        actions.PlanVersionOutcomes.as_view({"post": "create"}),
        name="api-plan-version-outcome",
    ),
    path(f"{OF}/objectives/", actions.Objectives.as_view(LIST), name="api-objectives"),
    path(f"{OF}/actions/", actions.Actions.as_view(MANY), name="api-actions"),
    path(
        f"{OF}/actions/<str:ref>/",
        actions.Actions.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api-action",
    ),
    path(f"{OF}/bulk-changes/", actions.BulkChanges.as_view({"post": "create"}), name="api-bulk-changes"),
    path(f"{OF}/actions/<str:ref>/updates/", actions.Updates.as_view(MANY), name="api-updates"),
    path(
        f"{OF}/actions/<str:ref>/readers/",
        actions.ActionReaders.as_view({"get": "show", "put": "replace"}),
        name="api-action-readers",
    ),
    path(
        f"{OF}/actions/<str:ref>/decisions/",
        actions.Decisions.as_view({"post": "create"}),
        name="api-decisions",
    ),
    path(f"{OF}/actions/<str:ref>/date-changes/", actions.DateChanges.as_view(MANY), name="api-date-changes"),
    path(
        f"{OF}/actions/<str:ref>/date-changes/<int:change_number>/",
        actions.DateChanges.as_view(ONE),
        name="api-date-change",
    ),
    path(
        f"{OF}/actions/<str:ref>/date-changes/<int:change_number>/outcome/",
        actions.DateChangeOutcomes.as_view({"post": "create"}),
        name="api-date-change-outcome",
    ),
    path(f"{OF}/actions/<str:ref>/milestones/", actions.Milestones.as_view(MANY), name="api-milestones"),
    path(
        f"{OF}/actions/<str:ref>/milestones/<int:milestone_number>/",
        actions.Milestones.as_view({"get": "retrieve", "put": "update", "delete": "destroy"}),
        name="api-milestone",
    ),
    path(
        f"{OF}/actions/<str:ref>/milestones/<int:milestone_number>/met/",
        actions.MilestonesMet.as_view({"post": "create"}),
        name="api-milestone-met",
    ),
    path(f"{OF}/actions/<str:ref>/comments/", actions.Comments.as_view(MANY), name="api-comments"),
    path(
        f"{OF}/actions/<str:ref>/comments/<int:comment_number>/take-back/",
        actions.CommentsTakenBack.as_view({"post": "create"}),
        name="api-comment-take-back",
    ),
    path(f"{OF}/indicators/", actions.Indicators.as_view(MANY), name="api-indicators"),
    path(
        f"{OF}/indicators/<str:indicator_ref>/",
        actions.Indicators.as_view({"get": "retrieve", "put": "update"}),
        name="api-indicator",
    ),
    path(f"{OF}/indicators/<str:indicator_ref>/values/", actions.Values.as_view(LIST), name="api-values"),
    path(
        f"{OF}/indicators/<str:indicator_ref>/values/<str:period>/",
        actions.Values.as_view({"get": "retrieve", "put": "update"}),
        name="api-value",
    ),
    *[
        path(
            f"{OF}/indicators/<str:indicator_ref>/values/<str:period>/{step.replace('_', '-')}/",
            views.as_view({"post": step}),
            name=f"api-value-{step.replace('_', '-')}",
        )
        for views, steps in (
            (actions.Values, ("submit", "take_back")),
            (actions.ValueDecisions, ("approve", "hand_back", "lock", "unlock")),
        )
        for step in steps
    ],
    path(f"{OF}/notices/<int:number>/targets/", actions.Targets.as_view(ONE), name="api-targets"),
    path(f"{OF}/evidence/", actions.EvidenceStore.as_view(MANY), name="api-evidence-store"),
    path(f"{OF}/evidence/<int:evidence_number>/", actions.EvidenceStore.as_view(ONE), name="api-evidence"),
    path(
        f"{OF}/evidence/<int:evidence_number>/accept/",
        actions.EvidenceJudgements.as_view({"post": "accept"}),
        name="api-evidence-accept",
    ),
    path(
        f"{OF}/evidence/<int:evidence_number>/return/",
        actions.EvidenceJudgements.as_view({"post": "hand_back"}),
        name="api-evidence-return",
    ),
    path(
        f"{OF}/evidence/<int:evidence_number>/versions/",
        actions.EvidenceVersions.as_view(MANY),
        name="api-evidence-versions",
    ),
    path(
        f"{OF}/evidence/<int:evidence_number>/versions/<int:version_number>/download/",
        actions.EvidenceVersions.as_view({"get": "download"}),
        name="api-evidence-download",
    ),
    path(f"{OF}/audit-rounds/", actions.AuditRounds.as_view(MANY), name="api-audit-rounds"),
    path(f"{OF}/audit-rounds/<int:round_number>/", actions.AuditRounds.as_view(ONE), name="api-audit-round"),
]
