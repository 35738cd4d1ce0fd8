"""Importing the real data set as staff would."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from landkarte import loading
from landkarte.management.commands.generate_entries import REFERENCE
from landkarte.models import Entry
from tests.desk.importing.import_uploads import applied, checked

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_real_data_set_arrives_and_changes_nothing_the_second_time(settings, tmp_path, staff):
    settings.MEDIA_ROOT = tmp_path
    steps = dict(loading.steps())
    for name in REFERENCE:
        steps[name](settings.DATA_DIR / name)
    content = (settings.DATA_DIR / "entries.csv").read_bytes()

    first = applied(SimpleUploadedFile("entries.csv", content), staff)
    second = checked(SimpleUploadedFile("entries.csv", content), staff)

    number = Entry.objects.published().count()
    assert number > 400
    assert first.counts["new"] == number
    assert second.counts == {"new": 0, "changed": 0, "unchanged": number, "wrong": 0}
