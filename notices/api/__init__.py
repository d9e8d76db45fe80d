from .instruments import Notices, Requirements
from .life import Life, Steps, Versions

__all__ = ["Life", "Notices", "Requirements", "Steps", "Versions"]
