"""The improvement plan: objectives, actions tied to requirements, and what their owners report.

Owns: Plan, Objective, Action, ActionRequirement, ActionUpdate, CouncilSummary.
May import: notices, councils.
"""
