"""Files as somebody brings them."""

import csv
import io
import zipfile

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile


def csv_upload(table, *, delimiter=",", encoding="utf-8", name="firmen.csv"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    return SimpleUploadedFile(name, text.getvalue().encode(encoding))


def xlsx_upload(table, *, name="firmen.xlsx"):
    book = openpyxl.Workbook()
    for row in table:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def archive(**parts):
    """An upload that begins like an XLSX file and holds these parts ("__" for "/")."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return SimpleUploadedFile("firmen.xlsx", file.getvalue())
