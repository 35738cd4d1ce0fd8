"""Which column of a file is which of ours: guessed by name, as somebody saved it, or as it was last time."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.models import Import
from landkarte.loading.entry_rows import COLUMNS, REQUIRED
from landkarte.loading.spreadsheet import called
from landkarte.models.entry_fields import BY_COLUMN

ERROR = gettext_lazy("Fehler")  # the column of our own error files
ERROR_HEADINGS = {"fehler", "errors"}
REMEMBERED = 20  # imports

# Column -> what people call it besides, in their spreadsheets; its own name and its label are known anyway.
SYNONYMS = {
    "slug": "adressteil kennung kürzel schlüssel id",
    "kind": "art typ type eintragsart kategorie",
    "name": "titel title firma unternehmen firmenname unternehmensname bezeichnung",
    "organisation": "anbieter träger organisationskennung organization",
    "street": "straße strasse adresse anschrift straßehausnummer strassehausnummer strassenr address",
    "postal_code": "plz postleitzahl zip postcode",
    "city": "ort stadt gemeinde town standort",
    "ags": "gemeindeschlüssel amtlichergemeindeschlüssel gemeindekennziffer",
    "latitude": "breite breitengrad geographischebreite lat",
    "longitude": "länge längengrad geographischelänge lon lng long",
    "precision": "genauigkeit",
    "website": "web webseite homepage internet url link internetadresse",
    "founded": "gegründet gründung gründungsjahr gegründetoderbegonnen jahr",
    "size": "größe unternehmensgröße groesse",
    "summary_de": "kurztext kurzbeschreibung beschreibung text kurztextdeutsch beschreibungdeutsch",
    "summary_en": "kurztextenglisch beschreibungenglisch description summary",
    "industries": "branche branchen industry wirtschaftszweig",
    "focuses": "schwerpunkt schwerpunkte kischwerpunkte kischwerpunkt focus ki",
    "source": "quelle herkunft",
    "retrieved": "gelesenam quellegelesenam stand abgerufen abgerufenam",
}


def label_of(column):
    """How people call our column."""
    return str(BY_COLUMN[column].label)


def labels():
    """Pairs of our column and what people call it, in the order of the file format."""
    return [(column, label_of(column)) for column in COLUMNS]


def guess(header):
    """Our column for each heading, or "": as the last file of this kind was mapped, else by name."""
    last = _as_last_time(header)
    names = _known_names()
    guessed = [last.get(name, "") if last else names.get(_plain(name), "") for name in header]
    return [column if column not in guessed[:place] else "" for place, column in enumerate(guessed)]


def by_saved(header, saved):
    """Our column for each heading as a `ColumnMapping` says."""
    return [column if (column := saved.columns.get(name, "")) in COLUMNS else "" for name in header]


def by_heading(header, columns):
    """Heading -> our column: what a `ColumnMapping` keeps."""
    return {name: column for name, column in zip(header, columns, strict=True) if name}


def problems(columns):
    """Why these columns, one for each heading, cannot be taken: sentences."""
    for column in REQUIRED:
        if column not in columns:
            yield _("Es fehlt noch die Spalte für „{label}“ ({column}).").format(
                label=label_of(column), column=column
            )
    for column in COLUMNS:
        if columns.count(column) > 1:
            yield _("„{label}“ ist mehrfach zugeordnet.").format(label=label_of(column))


def _as_last_time(header):
    """Heading -> our column of the last import that had all these headings; {} when there is none."""
    wanted = {name for name in header if name and name.casefold() not in ERROR_HEADINGS}
    tables = Import.objects.exclude(mapping={}).values_list("table", "mapping")
    for table, mapping in tables[:REMEMBERED]:
        if wanted == {name for name in table["header"] if name and name.casefold() not in ERROR_HEADINGS}:
            return {table["header"][int(place)]: column for place, column in mapping.items()}
    return {}


def _known_names():
    names = {_plain(name): column for column, text in SYNONYMS.items() for name in text.split()}
    names |= {_plain(label): column for label, column in called().items() if column in COLUMNS}
    return names | {_plain(column): column for column in COLUMNS}


def _plain(name):
    return re.sub(r"[\W_]+", "", name.casefold())
