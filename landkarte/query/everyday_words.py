"""Which words of everyday life mean which industry or AI focus: `Dachdecker` is a craft, though no entry may
say so. A word means a term when it begins or ends with one of the folded stems behind its slug."""

from landkarte.models import Focus, Industry
from landkarte.search import fold, words

INDUSTRIES = {
    "production": (
        "produktion fertigung industrie maschinenbau anlagenbau metall fabrik werkzeug montage textil"
    ),
    "crafts": (
        "handwerk dachdecker zimmerei zimmerer tischler schreiner backer backerei konditor metzger "
        "fleischer friseur maler lackierer elektriker sanitar installateur klempner schlosser maurer "
        "fliesenleger heizungsbau kfz-werkstatt schornstein"
    ),
    "construction": (
        "bau baustelle bauen architekt immobilie gebaude hausverwaltung sanierung wohnung statik dach"
    ),
    "trade": (
        "handel handler einzelhandel grosshandel laden geschaft shop verkauf kasse versandhandel supermarkt"
    ),
    "logistics": ("logistik lager spedition spediteur transport versand kommissionierung lieferkette fracht"),
    "mobility": "mobilitat verkehr bahn bus nahverkehr auto fahrzeug luftfahrt parken strasse",
    "energy": "energie strom warme gas stadtwerke photovoltaik solar windkraft heizung wasserstoff",
    "environment": (
        "umwelt klima abfall entsorgung recycling kreislaufwirtschaft naturschutz hochwasser wasser"
    ),
    "agriculture": (
        "landwirtschaft landwirt bauer ackerbau tierhaltung gartner gartenbau forst ernahrung lebensmittel"
    ),
    "chemistry": "chemie pharma kunststoff werkstoff labor lacke",
    "health": (
        "gesundheit pflege arzt arztpraxis praxis krankenhaus klinik apotheke medizin therapie zahnarzt"
    ),
    "finance": "bank versicherung finanzen buchhaltung kredit zahlung sparkasse rechnungswesen",
    "legal": "recht anwalt kanzlei steuer steuerberater notar justiz vertrag",
    "it-services": "software it programmierung cloud webdesign digitalisierung rechenzentrum",
    "media": "medien verlag werbung marketing design film musik rundfunk spiele kultur museum",
    "education": (
        "bildung schule hochschule universitat ausbildung weiterbildung unterricht wissenschaft lehrer"
    ),
    "public-sector": "verwaltung behorde rathaus kommune polizei feuerwehr amt stadtverwaltung",
}
FOCUSES = {
    "generative-ai": ("generativ chatgpt textgenerierung bildgenerierung sprachmodell angebotserstellung"),
    "natural-language": (
        "sprachverarbeitung chatbot ubersetzung spracherkennung diktat e-mail rechnungserkennung "
        "telefonassistent transkription"
    ),
    "computer-vision": (
        "bildverarbeitung bilderkennung kamera qualitatsprufung qualitatskontrolle sichtprufung "
        "fehlererkennung objekterkennung videoanalyse drohne"
    ),
    "data-science": ("datenanalyse auswertung statistik kennzahlen prognose absatzprognose reporting"),
    "machine-learning": "anomalieerkennung wartung vorhersage predictive",
    "planning": ("planung optimierung disposition tourenplanung dienstplan einsatzplanung terminplanung"),
    "robotics": "robotik roboter cobot greifer automatisierung",
    "human-machine-interaction": "assistenzsystem bedienung augmented virtual brille",
    "knowledge-representation": "wissensmanagement ontologie wissensgraph dokumentensuche",
    "trustworthy-ai": "vertrauenswurdig zertifizierung ai-act datenschutz erklarbar ethik",
}
MEANT = {
    "industry": (Industry, {slug: text.split() for slug, text in INDUSTRIES.items()}),
    "focus": (Focus, {slug: text.split() for slug, text in FOCUSES.items()}),
}
SHORTEST_PART = 5  # letters of a stem that may stand inside a longer word


def meant_by(text):
    """Pairs of parameter and slug that a word means: of terms that have it in their name, or of whose
    everyday words it is one."""
    word = fold(text).strip()
    return [
        (name, term.slug)
        for name, (model, stems) in MEANT.items()
        for term in model.objects.filter(retired=False)
        if any(_says(word, stem) for stem in (*_name_words(term), *stems.get(term.slug, ())))
    ]


def _name_words(term):
    return [word for word in words(f"{term.name_de} {term.name_en}") if len(word) >= SHORTEST_PART]


def _says(word, stem):
    """The word is this one, or a longer one that begins or ends with it: "Dachdeckerei", "Bauschreiner"."""
    if word == stem:
        return True
    return len(stem) >= SHORTEST_PART and (word.startswith(stem) or word.endswith(stem))
