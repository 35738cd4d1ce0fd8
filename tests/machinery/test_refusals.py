"""What a ValidationError says, whether it was built of a text, a list or a dict."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from config.release import PACKAGES
from landkarte.models import Entry, Industry
from machinery.refusals import (
    Refusal,
    about_fields,
    database_refusals,
    has_code,
    in_words,
    label_in,
    refusals,
)
from tests.factories import EntryFactory

ONLY_OF_A_TEXT = {"code", "message", "params", "messages", "error_dict", "error_list", "message_dict", "args"}
MAY = {
    "machinery/refusals.py": ONLY_OF_A_TEXT,
    "landkarte/loading/values.py": {"error_list"},  # of one form field: a list it always has
}

TEXT = ValidationError("Nein, %(name)s.", "no", {"name": "Muster"})


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TEXT, [Refusal((), "no", "Nein, Muster.")]),
        (ValidationError(["Eins.", "Zwei."]), [Refusal((), "", "Eins."), Refusal((), "", "Zwei.")]),
        (ValidationError([TEXT, "Zwei."]), [Refusal((), "no", "Nein, Muster."), Refusal((), "", "Zwei.")]),
        (ValidationError({"name": TEXT}), [Refusal(("name",), "no", "Nein, Muster.")]),
        (ValidationError({"__all__": [TEXT]}), [Refusal((), "no", "Nein, Muster.")]),
        (
            ValidationError({"city": ["Fehlt.", "Leer."], "region": "Fehlt."}),
            [Refusal(("city", "region"), "", "Fehlt."), Refusal(("city",), "", "Leer.")],
        ),
    ],
)
def test_refusals_of_any_error_say_field_code_and_words(error, said):
    assert refusals(error) == said


def test_code_is_found_in_any_error():
    errors = [TEXT, ValidationError(["Eins.", TEXT]), ValidationError({"name": [TEXT]})]

    assert [has_code(error, "no") for error in errors] == [True] * 3
    assert not any(has_code(error, "other") for error in errors)


def test_words_name_the_fields_as_people_do():
    error = ValidationError({"city": "Fehlt.", "region": "Fehlt.", "unknown": "Rest.", "news": "Neu."})

    assert in_words(error, label_in(Entry)) == "Ort, Gemeinde: Fehlt. Rest. Neu."
    assert in_words(error) == "Fehlt. Rest. Neu."


@pytest.mark.django_db
def test_broken_constraint_is_about_its_fields():
    entry = EntryFactory(city="Köln")
    entry.region = None

    with pytest.raises(ValidationError) as caught:
        entry.full_clean()

    (told,) = refusals(about_fields(caught.value, Entry))
    assert (told.fields, told.message) == (("city", "region"), "Zu einem Ort gehört die Gemeinde.")


@pytest.mark.django_db
def test_what_the_database_refuses_is_a_refusal_and_stays_not():
    taken = EntryFactory().slug

    @database_refusals()
    def half():
        Industry.objects.create(slug="halb", name_de="Halb", name_en="Half")
        Entry.objects.bulk_create([Entry(slug=taken, kind="company", name="Zweiter")])

    with pytest.raises(ValidationError) as caught:
        half()

    assert (has_code(caught.value, "database"), type(caught.value.__cause__)) == (True, IntegrityError)
    assert not Industry.objects.filter(slug="halb").exists()


def _asked_of_caught_errors(tree):
    """Pairs of line and attribute that is asked of what `except ... ValidationError as x` has caught."""
    for handler in ast.walk(tree):
        if isinstance(handler, ast.ExceptHandler) and handler.name:
            caught = {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}
            if "ValidationError" in caught:
                for node in ast.walk(handler):
                    if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == handler.name:
                        yield node.lineno, node.attr


def test_nobody_asks_a_caught_error_itself():
    found = []
    for package in PACKAGES:
        for path in sorted((settings.BASE_DIR / package).rglob("*.py")):
            name = str(path.relative_to(settings.BASE_DIR))
            forbidden = ONLY_OF_A_TEXT - MAY.get(name, set())
            asked = _asked_of_caught_errors(ast.parse(Path(path).read_text()))
            found += [f"{name}:{line} .{attribute}" for line, attribute in asked if attribute in forbidden]

    assert found == []
