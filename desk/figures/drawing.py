"""Columns of a chart for the desk's figures; the table beside it says the same in words."""

from dataclasses import dataclass, field
from typing import Any

WIDTH, HEIGHT = 600, 160  # of the drawing, in its own units


@dataclass
class Block:
    tone: str
    title: str
    y: int
    height: int


@dataclass
class Column:
    label: Any
    blocks: list = field(default_factory=list)
    x: int = 0
    width: int = 0


@dataclass
class Drawing:
    """`label` says in one sentence what is seen; `legend` pairs tones with words."""

    label: str
    columns: list
    legend: list
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def first(self):
        return self.columns[0].label

    @property
    def last(self):
        return self.columns[-1].label


def stacked(label, columns, legend):
    """Of columns (label, numbers) with one number for each (tone, word) of the legend, from below; None when
    there is nothing to draw."""
    most = max((sum(numbers) for _label, numbers in columns), default=0)
    if not most:
        return None
    step = WIDTH / len(columns)
    drawn = []
    for place, (name, numbers) in enumerate(columns):
        column = Column(name, x=round(place * step), width=max(1, round(step * 0.85)))
        top = HEIGHT
        for (tone, word), number in zip(legend, numbers, strict=True):
            height = round(HEIGHT * number / most)
            if number:
                top -= max(1, height)
                column.blocks.append(Block(tone, f"{name}: {word} {number}", top, max(1, height)))
        drawn.append(column)
    return Drawing(label, drawn, legend)
