from .instruments import Notices, Requirements

__all__ = ["Notices", "Requirements"]
