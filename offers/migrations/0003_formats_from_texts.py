"""Turns the texts that named a format into rows of the new vocabulary."""

from django.db import migrations
from django.utils.text import slugify

KNOWN = {  # text -> slug and names in formats.csv
    "Einführungsvortrag": ("talk", "Vortrag", "Talk"),
    "Workshop": ("workshop", "Workshop", "Workshop"),
    "workshop": ("workshop", "Workshop", "Workshop"),
    "Beratungsgespräch": ("consultation", "Beratungsgespräch", "Consultation"),
    "Begleitung": ("support", "Begleitung", "Support"),
    "Projektbegleitung": ("support", "Begleitung", "Support"),
    "Veranstaltung": ("event", "Veranstaltung", "Event"),
    "Publikation": ("publication", "Publikation", "Publication"),
    "Online-Karte": ("online", "Online-Anwendung", "Online application"),
    "Online-Anwendung": ("online", "Online-Anwendung", "Online application"),
    "Selbsteintrag": ("listing", "Selbsteintrag", "Listing"),
    "Jahrestagung": ("conference", "Konferenz", "Conference"),
    "conference": ("conference", "Konferenz", "Conference"),
    "panel": ("panel", "Podium", "Panel"),
    "hackathon": ("hackathon", "Hackathon", "Hackathon"),
    "theme week": ("theme-week", "Themenwoche", "Theme week"),
    "community": ("community", "Community", "Community"),
    "exhibition": ("exhibition", "Ausstellung", "Exhibition"),
    "kick-off": ("kick-off", "Auftakt", "Kick-off"),
    "opening": ("opening", "Eröffnung", "Opening"),
}
MODELS = ("Offer", "Event", "HistoricalOffer", "HistoricalEvent")


def to_vocabulary(apps, schema_editor):
    formats = apps.get_model("offers", "Format").objects
    for name in MODELS:
        rows = apps.get_model("offers", name).objects
        for text in rows.exclude(format_text="").values_list("format_text", flat=True).distinct():
            slug, german, english = KNOWN.get(text) or (slugify(text)[:50] or "format", text, text)
            found, _ = formats.get_or_create(slug=slug, defaults={"name_de": german, "name_en": english})
            rows.filter(format_text=text).update(format=found)


def to_text(apps, schema_editor):
    for name in MODELS:
        rows = apps.get_model("offers", name).objects
        for row in rows.exclude(format=None).select_related("format"):
            rows.filter(pk=row.pk).update(format_text=row.format.name_de)


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_catalogue")]

    operations = [migrations.RunPython(to_vocabulary, to_text)]
