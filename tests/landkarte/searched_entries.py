"""The entries that the search tests look through: one of each difficulty."""

import unicodedata

from django.utils import timezone

from landkarte.models import Entry, Focus, Industry, Region

REGIONS = [
    ("05", "state", "Nordrhein-Westfalen"),
    ("053", "government_region", "Regierungsbezirk Köln"),
    ("057", "government_region", "Regierungsbezirk Detmold"),
    ("05315", "district", "Köln"),
    ("05334", "district", "Städteregion Aachen"),
    ("05382", "district", "Rhein-Sieg-Kreis"),
    ("05766", "district", "Kreis Lippe"),
    ("05315000", "municipality", "Köln"),
    ("05334020", "municipality", "Monschau"),
    ("05382056", "municipality", "Sankt Augustin"),
    ("05766020", "municipality", "Detmold"),
]

# slug, name, German text, official key
ENTRIES = [
    ("fraunhofer", "Fraunhofer-Institut für Intelligente Analyse", "Forscht.", "05382056"),
    ("mueller", "Müller Maschinenbau GmbH", "Fräsen mit vorausschauender Wartung.", "05334020"),
    ("weiss", "Großküchen Weiß", "Kochen an der Straße.", ""),
    ("haeuser", "Smarte Häuser AG", "Technik für Gebäude.", "05315000"),
    ("weiterbildung", "Weiterbildung Zukunft", "Kurse.", ""),
    ("sprache", "Sprachtechnologie Ruhr", "Dialoge.", ""),
    ("cafe", "Café Olé", "Bohnen und ihre Röstung.", "05315000"),
    ("skizze", "Skizzenwerk", "Zeichnet Skizzen.", "05315000"),
    ("ki", "KI-Werkstatt", "Probiert aus.", "05315000"),
    ("owl", "OWL Maschinen", "Baut Anlagen.", "05766020"),
    ("bowl", "Knowledge Bowl", "Sammelt Wissen.", "05315000"),
    ("fuenf-g", "5G Campus", "Funk.", ""),
    ("grad", "15Grad", "Kühlt.", ""),
    ("anwendung", "Anwendung im Handel", "Zeigt es.", ""),
    ("kooperation", "Kooperation Pflege", "Hilft.", ""),
    ("rabatt", "Rabatt 100 %", "Preise.", ""),
    ("data-lab", "data_lab", "Zahlen.", ""),
    ("zitat", 'Firma "Zitat" & Söhne', "Druckt.", ""),
    ("supplier", "Lieferkette", "Findet Zulieferer.", ""),
    ("baeckerei", unicodedata.normalize("NFD", "Bäckerei Schäfer"), "Brot.", ""),
    ("lager", "Lagerhalle", "Packt.", ""),
    ("kamera", "Kamera", "Sieht.", ""),
    ("pruefstand", "Prüfstand", "Misst.", ""),
    ("ueberholz", "Ueberholz Stahl", "Walzt.", ""),
    ("roboter", "Roboter 🤖", "Greift.", ""),
    ("geheim", "Fraunhofer Geheim", "Entwurf, KI, 5G, OWL %, _.", "05315000"),
]


def create_regions():
    Region.objects.bulk_create(
        Region(ags=ags, level=level, name=name, parent_id=_parent(ags)) for ags, level, name in REGIONS
    )


def create_entries():
    """Create them quickly; all are published but `geheim`."""
    create_regions()
    now = timezone.now()
    names = dict(zip(*list(zip(*REGIONS, strict=True))[::2], strict=True))
    Entry.objects.bulk_create(
        Entry(
            slug=slug,
            name=name,
            kind="company",
            summary_de=text,
            region_id=ags or None,
            city=names[ags] if ags else "",
            status="draft" if slug == "geheim" else "published",
            published_at=now,
        )
        for slug, name, text, ags in ENTRIES
    )
    change = Entry.objects.filter
    change(slug="fraunhofer").update(kind="research")
    change(slug="supplier").update(summary_en="Helps companies to find suppliers.")
    change(slug="pruefstand").update(organisation=Entry.objects.get(slug="fraunhofer"), kind="product")
    logistics = Industry.objects.create(slug="logistics", name_de="Logistik", name_en="Logistics")
    vision = Focus.objects.create(slug="vision", name_de="Bildverarbeitung", name_en="Computer vision")
    Entry.objects.get(slug="lager").industries.add(logistics)
    Entry.objects.get(slug="kamera").focuses.add(vision)
    Entry.objects.refresh_search()


def _parent(ags):
    return {2: None, 3: ags[:2], 5: ags[:3], 8: ags[:5]}[len(ags)]
