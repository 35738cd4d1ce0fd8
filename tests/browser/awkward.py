"""Entries that break a careless page: hostile names, words without end. For the workshop's database."""

from landkarte.models import Focus
from tests.factories import EntryFactory, FocusFactory, MunicipalityFactory

HOSTILE = "<img src=x onerror=alert(1)>\"'&amp;{{ 7*7 }}"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftx" * 2


def add_entries():
    FocusFactory(
        slug="altes-wort",
        name_de="Altes Wort",
        name_en="Old word",
        retired=True,
        replaced_by=Focus.objects.first(),
    )
    town = MunicipalityFactory(ags="05314000", name="Bonn", parent__ags="05314", parent__name="Bonn")
    EntryFactory(
        slug="feindlich",
        name=HOSTILE,
        summary_de=f"{HOSTILE} </script><script>alert(1)</script>",
        region=town,
        latitude=50.45,
        longitude=6.3,
    )
    EntryFactory(
        slug="lang",
        name=f"{LONG_WORD} und noch {LONG_WORD[:81]}",
        summary_de=LONG_WORD,
        website=f"https://{LONG_WORD[:60]}.example/{LONG_WORD}",
        region=town,
        city=LONG_WORD[:80],
        street=LONG_WORD,
        latitude=50.5,
        longitude=9.2,
    )
