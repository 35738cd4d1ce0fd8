"""All that the portal keeps of a person, as a ZIP: JSON for machines, CSV for spreadsheets, and files."""

import json
import zipfile

from django.template.loader import render_to_string
from django.utils import timezone

from machinery.personal_data import holdings
from machinery.spreadsheets.writing import csv_text


def write_zip(person, file):
    """Write the archive into a file that is open for writing bytes, in the language that is active."""
    parts = [(holding, holding.rows(person)) for holding in holdings()]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        context = {"parts": parts, "now": timezone.localtime()}
        archive.writestr("README.txt", render_to_string("submissions/personal_data.txt", context))
        everything = {holding.name: rows for holding, rows in parts}
        archive.writestr("data.json", json.dumps(everything, ensure_ascii=False, indent=2))
        for holding, rows in parts:
            if rows:
                archive.writestr(f"{holding.name}.csv", "\ufeff" + _csv(rows))
            for name, stored in holding.files(person):
                _add_file(archive, f"files/{holding.name}/{name}", stored)


def _csv(rows):
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return csv_text([columns, *([_cell(row.get(name, "")) for name in columns] for row in rows)])


def _cell(value):
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _add_file(archive, name, stored):
    """Pictures are packed already: to do it again takes long and makes nothing smaller. A file that is gone
    from the disk is left out: the rest is more use than nothing."""
    try:
        with stored.open("rb") as source, archive.open(zipfile.ZipInfo(name), "w") as target:
            for chunk in source.chunks():
                target.write(chunk)
    except FileNotFoundError:
        return
