"""Draws docs/architecture.svg from what import-linter holds us to (`make picture`).

Apps stand above what they may import; in each one its packages, again above what they may import. What the
sentence of an app or package is, its own first line says.
"""

import ast
import re
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"
WIDTH, MARGIN, GAP, PADDING = 1000, 16, 12, 12
CHIP, LINE, SIGN, BOLD = 26, 18, 6.3, 7.4  # pixels: height of a package and a line, width of letters
NO_ROOMS = {"migrations", "management", "templatetags"}
APART = re.compile(r"[|:]")
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"
  font-family="system-ui, sans-serif" font-size="12" aria-label="{label}">
  <style>
    svg {{ background: #fbfbf8; }} text {{ fill: #1b2a30; }} .quiet {{ fill: #4a5a60; }}
    .app {{ fill: #fff; stroke: #0f4c5c; stroke-width: 1.5; }} .part {{ fill: #e3eef0; }}
    .arrow {{ fill: none; stroke: #0f4c5c; stroke-width: 1.5; marker-end: url(#tip); }}
    .tip {{ fill: #0f4c5c; }}
    @media (prefers-color-scheme: dark) {{
      svg {{ background: #10191d; }} text {{ fill: #e8eef0; }} .quiet {{ fill: #a9b8bd; }}
      .app {{ fill: #18242a; stroke: #7fc3d3; }} .part {{ fill: #24363d; }}
      .arrow {{ stroke: #7fc3d3; }} .tip {{ fill: #7fc3d3; }}
    }}
  </style>
  <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
    <path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>
"""


def contracts():
    """The layers of the apps, and app -> its layers; each layer a list of names, the highest first."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (apps,) = [one for one in tool if "containers" not in one]
    inside = {app: layers_of(one) for one in tool for app in one.get("containers", [])}
    return layers_of(apps), inside


def layers_of(contract):
    return [[name.strip(" ()") for name in APART.split(layer)] for layer in contract["layers"]]


def sentence(folder):
    """The first line of what a package, or a module, says of itself; empty for one that says nothing."""
    path = next(path for path in (folder / "__init__.py", folder.with_suffix(".py")) if path.exists())
    return (ast.get_docstring(ast.parse(path.read_text())) or "").partition("\n")[0]


def wrapped(text, width):
    """The text in lines that are not wider than these pixels."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if len(longer) * SIGN <= width else [*lines, word]
    return lines


class App:
    """The box of one app: its name, its sentence, and a row for each of its layers. Where there is room its
    packages say their sentences too; an app without layers shows its modules."""

    def __init__(self, name, layers, width):
        self.name, self.width, self.inner = name, width, width - 2 * PADDING
        self.words = wrapped(sentence(ROOT / name), self.inner)
        speaks = bool(layers) and width > WIDTH / 2
        there = [[part for part in layer if self.has(part)] for layer in layers or [self.modules()]]
        self.rows = [row for layer in there for row in self.fitting(layer, speaks)]
        tall = sum(max(part.height for part in row) + 6 for row in self.rows)
        self.height = 2 * PADDING + LINE * (1 + len(self.words)) + tall

    def has(self, part):
        if part in NO_ROOMS:
            return False
        folder = ROOT / self.name / part
        return folder.with_suffix(".py").exists() or (folder / "__init__.py").exists()

    def modules(self):
        if self.name == "config":  # everything in it is wiring
            return []
        found = {path.stem for path in (ROOT / self.name).glob("*.py")} - {"__init__", "apps"}
        return sorted(
            found | {path.parent.name for path in (ROOT / self.name).glob("*/__init__.py")} - NO_ROOMS
        )

    def fitting(self, layer, speaks):
        """The layer in as many rows of `Part`s as it takes."""
        if speaks:
            room = (self.inner - 6 * (len(layer) - 1)) // len(layer)
            return [
                [Part(part, room, wrapped(sentence(ROOT / self.name / part), room - 20)) for part in layer]
            ]
        rows = []
        for part in (Part(name, round(len(name) * BOLD + 20)) for name in layer):
            if rows and sum(one.width + 6 for one in rows[-1]) + part.width <= self.inner:
                rows[-1].append(part)
            else:
                rows.append([part])
        return rows

    def drawn(self, left, top, height):
        yield f'<rect class="app" x="{left}" y="{top}" width="{self.width}" height="{height}" rx="8"/>'
        at = top + PADDING + 10
        yield f'<text x="{left + PADDING}" y="{at}" font-weight="700" font-size="14">{self.name}/</text>'
        for line in self.words:
            at += LINE
            yield f'<text class="quiet" x="{left + PADDING}" y="{at}">{escape(line)}</text>'
        at += 8
        for row in self.rows:
            here, tall = left + PADDING, max(part.height for part in row)
            for part in row:
                yield from part.drawn(here, at, tall)
                here += part.width + 6
            at += tall + 6


class Part:
    """The box of one package: its name, and what it says of itself."""

    def __init__(self, name, width, words=()):
        self.name, self.width, self.words = name, width, [line for line in words if line]
        self.height = CHIP + 15 * len(self.words)

    def drawn(self, left, top, height):
        yield f'<rect class="part" x="{left}" y="{top}" width="{self.width}" height="{height}" rx="5"/>'
        yield f'<text x="{left + 10}" y="{top + 17}" font-weight="600">{self.name}</text>'
        for number, line in enumerate(self.words, 1):
            at = top + 17 + 15 * number
            yield f'<text class="quiet" x="{left + 10}" y="{at}" font-size="11">{escape(line)}</text>'


def picture():
    """The whole picture as text."""
    levels, inside = contracts()
    drawn, top = [], MARGIN
    for number, level in enumerate(levels):
        width = (WIDTH - 2 * MARGIN - GAP * (len(level) - 1)) // len(level)
        apps = [App(name, inside.get(name, []), width) for name in level]
        height = max(app.height for app in apps)
        if number:
            drawn.append(f'<path class="arrow" d="M{WIDTH // 2} {top - 24}v20"/>')
        for place, app in enumerate(apps):
            drawn += app.drawn(MARGIN + place * (width + GAP), top, height)
        top += height + 28
    label = "Each app above those that it may import: " + ", then ".join(
        " and ".join(level) for level in levels
    )
    head = HEAD.format(width=WIDTH, height=top - 28 + MARGIN, label=label)
    return head + "".join(f"  {line}\n" for line in drawn) + "</svg>\n"


if __name__ == "__main__":
    PICTURE.write_text(picture())
