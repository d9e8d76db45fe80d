"""How far each running numbering has come: which list a label goes on with, and under which clause a new one stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from .labels import Label
from .nodes import Frame, Node


@dataclass
class Numbering:
    """`counted`: how far each numbering has run, whatever headings stand between."""

    stack: list[Frame] = field(default_factory=list)
    counted: dict[tuple[str, str], int] = field(default_factory=dict)

    def reading(self, label: Label, following: Label | None) -> tuple[str, int]:
        """Which reading of an ambiguous label continues a list: "i" after "h", or "i" before "ii"."""
        if len(label.readings) == 1:
            return label.readings[0]
        if following is not None and not following.path:
            agreed = [
                (family, ordinal)
                for family, ordinal in label.readings
                if (following.shape == label.shape or family == "number")
                and any(family == other and value == ordinal + 1 for other, value in following.readings)
            ]
            if len(agreed) == 1:
                return agreed[0]
        for frame in reversed(self.stack):
            for family, ordinal in label.readings:
                if frame.family == family and ordinal == frame.ordinal + 1:
                    return family, ordinal
        first = [reading for reading in label.readings if reading[1] == 1]
        return first[0] if first else label.readings[0]

    def frame(self, family: str, shape: str, ordinal: int, last: Node | None) -> Frame | None:
        """The level that this label continues, innermost first; the same shape before another."""
        levels = [frame for frame in self.stack if frame.family == family]
        for frame in reversed(levels):
            if frame.shape == shape and ordinal == frame.ordinal + 1:
                return frame
        for frame in reversed(levels):
            if ordinal == frame.ordinal + 1:
                return frame
        same_shape = [frame for frame in levels if frame.shape == shape]
        if ordinal == 1:
            if last is not None and last.open:
                self.close_to(last)
                return None  # a new list, under the clause that has just announced it
            return same_shape[-1] if same_shape else None  # the numbering starts again
        return same_shape[-1] if same_shape else None

    def parent_for_new_list(self, last: Node | None, shape: str) -> Node | None:
        """A list that starts at one stands under the clause just before it, or under one that ends in a colon."""
        if shape.startswith("code-"):  # "I1" after "S3": codes with other letters stand side by side
            beside = next((frame for frame in self.stack if frame.shape.startswith("code-")), None)
            if beside is not None:
                del self.stack[self.stack.index(beside) :]
                return beside.parent
        if last is not None:
            node: Node | None = last
            while node is not None and node.bullet and not node.open:
                node = node.parent
            if node is not None and (not node.loose or node.open):
                return node
            return None
        while self.stack:
            frame = self.stack[-1]
            if frame.node is None or frame.node.open:
                return frame.node
            self.stack.pop()
        return None

    def outer(self, family: str, shape: str) -> str | None:
        """The number of a numbered heading that the list stands under: "3. Leadership" makes its (a) "3.a".

        Numbers of the same shape are cited alone: they mostly run on from heading to heading.
        """
        frame = self.stack[-1] if self.stack else None
        if frame is None or frame.node is not None:
            return None
        nested = family != "number" or (frame.family == "number" and frame.shape != shape)
        return frame.label if nested else None

    def close_to(self, node: Node) -> None:
        """Forget the levels that do not lead to this clause."""
        line = [node]
        while line[-1].parent is not None:
            line.append(line[-1].parent)
        while self.stack and self.stack[-1].node not in line and self.stack[-1].node is not None:
            self.stack.pop()

    def pop_to(self, family: str, shape: str) -> None:
        for position, frame in enumerate(self.stack):
            if frame.family == family and frame.shape == shape:
                del self.stack[position:]
                return

    def lost_number(self, following: Label | None) -> bool:
        """Whether the next label skips one, so that an unlabelled clause here must be the one that is skipped."""
        if following is None or following.path:
            return False
        return any(
            frame.family == family and ordinal == frame.ordinal + 2
            for frame in self.stack
            for family, ordinal in following.readings
        )
