from .plan import Actions, Objectives, Plans, Updates

__all__ = ["Actions", "Objectives", "Plans", "Updates"]
