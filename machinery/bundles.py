"""Joins a script, or a sheet of styles, and all that it imports into one: two files instead of eighty.

It knows the dialect of our files alone (tests/config/test_scripts.py and test_styles.py hold them to it).
Scripts: imports name what they take from a relative module, exports stand before what they declare, no
imports go in a circle, no text in backticks goes over lines. Each module becomes a function that is called
once, in the order of the imports, and returns what it exports. Sheets: imports stand first, each sheet once.
What only those who read the source need, comments and indentation, stays behind.
"""

import posixpath
import re
from graphlib import TopologicalSorter

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[^"]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|const|class) (\w+))", re.MULTILINE)
SHEET = re.compile(r'^@import "(\.{1,2}/[^"]+\.css)";\n', re.MULTILINE)
_BESIDE_SHEET = re.compile(r"""url\(["']?(?![#/]|data:|https?:)([^"')]+)["']?\)""")
_LINES_OF_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?s:.*?)\*/[ \t]*)\n", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENTATION = re.compile(r"\n\s+")


def bundled(script, read):
    """The text of one module that stands for this one. `read(path)` gives the text of a script by its path.
    `graphlib.CycleError` for imports in a circle."""
    sources = with_imports(script, read)
    order = TopologicalSorter({path: _imports(path, source) for path, source in sources.items()})
    return "\n".join(_as_function(path, sources[path]) for path in order.static_order())


def with_imports(script, read):
    """Path -> text of this script and of all that it imports, itself first."""
    sources, waiting = {}, [script]
    while waiting:
        path = waiting.pop(0)
        if path not in sources:
            sources[path] = read(path)
            waiting += _imports(path, sources[path])
    return sources


def _imports(path, source):
    return [_beside(path, name) for _taken, name in IMPORT.findall(source)]


def _as_function(path, source):
    def take(match):
        taken = match[1].replace(" as ", ": ")
        return f"const {{{taken}}} = {_name(_beside(path, match[2]))};\n"

    exported = ", ".join(EXPORT.findall(source))
    body = _INDENTATION.sub("\n", _LINES_OF_COMMENT.sub("", EXPORT.sub("", IMPORT.sub(take, source)))).strip()
    return f"const {_name(path)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _name(path):
    return re.sub(r"\W", "_", path.removesuffix(".js"))


def joined(sheet, read):
    """The text of one sheet that stands for this one. `read(path)` gives the text of a sheet by its path.
    ValueError for one that is imported twice: which of the two counts would depend on what lies between."""
    texts = _with_sheets(sheet, read, met := [])
    if twice := {path for path in met if met.count(path) > 1}:
        raise ValueError(f"{sheet} imports twice: {', '.join(sorted(twice))}")
    return "\n".join(texts)


def _with_sheets(path, read, met, page=None):
    """The texts of what the sheet imports and then its own, with addresses as `page` has to write them."""
    page = page or path
    met.append(path)
    if met.count(path) > 1:
        return []
    source = read(path)
    texts = []
    for name in SHEET.findall(source):
        texts += _with_sheets(_beside(path, name), read, met, page)

    def from_page(match):
        return f"url({posixpath.relpath(_beside(path, match[1]), posixpath.dirname(page))})"

    own = _COMMENT.sub("", _BESIDE_SHEET.sub(from_page, SHEET.sub("", source)))
    return [*texts, text] if (text := _INDENTATION.sub("\n", own).strip()) else texts


def _beside(path, name):
    return posixpath.normpath(f"{posixpath.dirname(path)}/{name}")
