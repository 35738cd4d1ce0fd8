"""Exports as somebody on the staff takes them: asked for, and read from the page that follows."""

import csv
import io
import zipfile

import openpyxl

from desk.models import Export

ADD = "/admin/desk/export/add/"


def page(export, what=""):
    return f"/admin/desk/export/{export.pk}/{what or 'change'}/"


def asked(client, **said):
    """The `Export` that was asked for by the form."""
    answer = client.post(ADD, {"scope": "list", "format": "csv"} | said)
    assert answer.status_code == 302, answer.context["form"].errors
    export = Export.objects.latest("pk")
    assert answer.url == page(export)
    return export


def content(client, export):
    answer = client.get(page(export, "file"))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def taken(client, **said):
    """The bytes of the file that was asked for."""
    return content(client, asked(client, **said))


def csv_of(text):
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))


def sheet_of(file):
    book = openpyxl.load_workbook(io.BytesIO(file))
    return [[(cell.value, cell.data_type) for cell in row] for row in book.active.iter_rows()]


def sheet_xml(file):
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        return book.read("xl/worksheets/sheet1.xml")
