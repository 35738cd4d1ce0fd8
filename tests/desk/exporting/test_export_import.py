"""What the CSV export writes, `import_entries` reads back without a change."""

import pytest
from django.core.management import call_command

from landkarte.models import Entry
from tests.factories import EntryFactory
from tests.real_files import number_of_rows

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def export_to(path, client):
    path.write_bytes(b"".join(client.get("/api/v1/entries.csv").streaming_content))
    return path


def test_export_of_real_data_imports_without_change(client, real_data, tmp_path, capsys):
    call_command("import_entries", export_to(tmp_path / "export.csv", client))

    assert (
        f"export.csv: 0 neu, 0 geändert, {number_of_rows('entries.csv')} unverändert"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize("name", ["=1+1", "+49 221", "-7", "@home", "'=1+1", "''@", "'quoted'"])
def test_export_of_formula_imports_without_change(client, tmp_path, capsys, name):
    EntryFactory(slug="formel", name=name, summary_de="=SUMME(A1:A9)")

    call_command("import_entries", export_to(tmp_path / "export.csv", client))

    assert "export.csv: 0 neu, 0 geändert, 1 unverändert" in capsys.readouterr().out
    assert Entry.objects.get(slug="formel").name == name
