from .instruments import Notices, Requirements
from .intake import Intakes
from .life import Life, Steps, Versions

__all__ = ["Intakes", "Life", "Notices", "Requirements", "Steps", "Versions"]
