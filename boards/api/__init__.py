from .board import Boards, Meetings

__all__ = ["Boards", "Meetings"]
