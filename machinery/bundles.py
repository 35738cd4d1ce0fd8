"""Joins a script and all that it imports into one module: a browser fetches one file instead of seventy.

It knows the dialect of our scripts alone (tests/config/test_scripts.py holds them to it): imports name what
they take from a relative module, exports stand before what they declare, and no imports go in a circle. Each
module becomes a function that is called once, in the order of the imports, and returns what it exports.
"""

import posixpath
import re
from graphlib import TopologicalSorter

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[^"]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async function|function|const|class) (\w+))", re.MULTILINE)


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
    body = EXPORT.sub("", IMPORT.sub(take, source)).rstrip()
    return f"const {_name(path)} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"


def _beside(path, name):
    return posixpath.normpath(f"{posixpath.dirname(path)}/{name}")


def _name(path):
    return re.sub(r"\W", "_", path.removesuffix(".js"))
