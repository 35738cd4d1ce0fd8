"""What every script of ours has and never has."""

import re
from pathlib import Path

import pytest
from django.conf import settings as configured


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
