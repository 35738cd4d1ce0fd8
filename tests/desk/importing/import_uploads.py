"""Imports of files that staff bring: rows over `ROW`, and one with every kind of damage we know of."""

from desk.importing import mapping, steps
from machinery import jobs
from tests.landkarte.loading.entry_files import ROW

COLUMNS = [*ROW, "degree", "starts_on", "ends_on", "teaching_languages"]


def lines(*rows, columns=COLUMNS):
    """The header, and the cells of each row (a dict over `ROW`; a list is a row as it is)."""
    return [columns, *(row if isinstance(row, list) else cells(row, columns) for row in rows)]


def cells(row, columns=COLUMNS):
    return [(ROW | row).get(column, "") for column in columns]


def checked(upload, by, *, columns=None, as_drafts=False):
    """The import after its dry run."""
    batch = steps.bring(upload, by=by)
    columns = columns or mapping.guess(batch.table["header"])
    return done(batch, steps.check(batch, columns=columns, as_drafts=as_drafts, by=by))


def applied(upload, by, *, as_drafts=False, leave_out_wrong=False):
    batch = checked(upload, by, as_drafts=as_drafts)
    return done(batch, steps.apply(batch, leave_out_wrong=leave_out_wrong, by=by))


def undone(batch, by):
    return done(batch, steps.undo(batch, by=by))


def done(batch, job):
    job = jobs.run(job)
    assert (job.status, job.error) == ("done", "")
    batch.refresh_from_db()
    return batch


def problems(batch):
    """Slug of each wrong row -> what is wrong with it, as the page says it."""
    return {
        row.cells[0]: [f"{', '.join(one['columns'])}: {one['reason']}" for one in row.problems]
        for row in batch.rows.filter(outcome="wrong")
    }


# Slug -> the row, and how its complaint begins.
DAMAGES = {
    "": ({}, "slug: Dieses Feld ist zwingend erforderlich."),
    "mit leer": ({}, "slug: „mit leer“: Bitte ein gültiges Kürzel"),
    "x" * 81: ({}, f"slug: „{'x' * 59}…“: Bitte sicherstellen"),
    "alt": ({}, "slug: „alt“: Diese Adresse führt noch zu einem anderen Eintrag. (neu)"),
    "aufgegangen": ({}, "slug: „aufgegangen“ ist in „neu“ aufgegangen"),
    "ohne-art": ({"kind": ""}, "kind: Dieses Feld ist zwingend erforderlich."),
    "falsche-art": ({"kind": "Firma"}, "kind: „Firma“ gibt es hier nicht; möglich: company, research"),
    "ohne-name": ({"name": ""}, "name: Dieses Feld ist zwingend erforderlich."),
    "langer-name": ({"name": "x" * 201}, "name: „xxx"),
    "wessen": ({"organisation": "niemand"}, "organisation: „niemand“ steht weder in der Datei noch auf"),
    "eigene": ({"organisation": "eigene"}, "organisation: „eigene“: Ein Eintrag kann nicht seine eigene"),
    "frueher": ({"organisation": "ganz-alt"}, "organisation: „ganz-alt“ heißt jetzt „neu“"),
    "an-falscher": ({"organisation": "falsche-art"}, "organisation: „falsche-art“ ist in dieser Datei"),
    "kreis-a": ({"organisation": "kreis-b"}, "organisation: „kreis-b“ ist in dieser Datei fehlerhaft"),
    "kreis-b": ({"organisation": "kreis-a"}, "organisation: „kreis-a“ ist in dieser Datei fehlerhaft"),
    "lange-strasse": ({"street": "x" * 201}, "street: „xxx"),
    "kurze-plz": ({"postal_code": "5066"}, "postal_code: „5066“: Eine Postleitzahl hat fünf Ziffern."),
    "kein-ort": ({"city": "Köln-Süd", "ags": ""}, "city: „Köln-Süd“ ist keine bekannte Gemeinde; gemeint"),
    "anderer-ort": ({"city": "Bonn"}, "city, ags: „Bonn“ ist nicht die Gemeinde 05315000: „Köln“"),
    "welcher-ort": ({"city": "neustadt", "ags": ""}, "city: „neustadt“ heißen mehrere Gemeinden"),
    "kein-ags": ({"ags": "05999999"}, "ags: „05999999“ ist keine bekannte Gemeinde"),
    "breite": ({"latitude": "acht"}, "latitude: „acht“ ist keine Zahl"),
    "zu-breit": ({"latitude": "91"}, "latitude: „91“: "),
    "halb": ({"longitude": ""}, "latitude, longitude: Breite und Länge gehören zusammen: beide oder keine."),
    "genau": ({"precision": "ungefähr"}, "precision: „ungefähr“ gibt es hier nicht; möglich: address, city"),
    "ohne-punkt": (
        {"latitude": "", "longitude": ""},
        "latitude, precision: Genauigkeit und Punkt gehören zusammen.",
    ),
    "skript": ({"website": "javascript:alert(1)"}, "website: „javascript:alert(1)“: "),
    "lange-seite": ({"website": f"https://example.org/{'x' * 500}"}, "website: „https://example.org/xxx"),
    "jahr-text": ({"founded": "früh"}, "founded: „früh“ ist keine ganze Zahl"),
    "jahr-halb": ({"founded": "2018,5"}, "founded: „2018,5“ ist keine ganze Zahl"),
    "jahr-fern": ({"founded": "99999"}, "founded: „99999“: "),
    "groesse": ({"size": "riesig"}, "size: „riesig“ gibt es hier nicht"),
    "ohne-text": ({"summary_de": "", "summary_en": ""}, "summary_de, summary_en: Ein veröffentlichter"),
    "langer-text": ({"summary_de": "x" * 1001}, "summary_de: „xxx"),
    "riesige-zelle": ({"summary_en": "x" * 100_000}, "summary_en: „xxx"),
    "branche": ({"industries": "production;alles"}, "industries: „alles“ ist kein bekannter Begriff"),
    "alte-branche": ({"industries": "gone"}, "industries: „gone“ wird nicht mehr verwendet"),
    "neue-branche": ({"industries": "shops"}, "industries: „shops“ wird nicht mehr verwendet, bitte „trade“"),
    "schwerpunkt": ({"focuses": "magie"}, "focuses: „magie“ ist kein bekannter Begriff"),
    "kein-tag": ({"retrieved": "gestern"}, "retrieved: „gestern“ ist kein Datum (so: 2026-11-20)"),
    "falscher-tag": ({"retrieved": "2026-02-30"}, "retrieved: „2026-02-30“ ist kein Datum"),
    "lange-quelle": ({"source": "x" * 501}, "source: „xxx"),
    "nul": ({"name": "A\0B"}, "name: enthält das Steuerzeichen U+0000 (NUL)."),
    "andere-angaben": ({"degree": "Master"}, "degree: Für die Art „Unternehmen“ gibt es diese Angabe nicht."),
    "rueckwaerts": (
        {"kind": "project", "starts_on": "2026-02-01", "ends_on": "2026-01-01"},
        "starts_on, ends_on: Das Ende liegt vor dem Beginn.",
    ),
    "sprache": (
        {"kind": "qualification", "teaching_languages": "Kölsch"},
        "teaching_languages: „Kölsch“ gibt es hier nicht; möglich: de, en, de-en",
    ),
}


def damaged_rows():
    """All of them, a row too short, one too long, and one that is there twice."""
    rows = [{"slug": slug} | said for slug, (said, _complaint) in DAMAGES.items()]
    return [*rows, ["kurz", "company"], [*cells({"slug": "lang"}), "mehr"], {"slug": "gut"}, {"slug": "gut"}]
