"""What entries of single kinds say, for tests."""

from datetime import date

from landkarte.models.entry_fields import ordered

SAID = ordered("text details facts", without="head terms web place origin state own")
UNSAID = {field.column: "" for field in SAID}  # as files and the API have it
CASE = {
    "challenge_de": "Zu viel Ausschuss.",
    "challenge_en": "Too much waste.",
    "solution_de": "Kameras prüfen.\nJede Naht.",
    "benefit_de": "Halb so viel <b>Ausschuss</b>.",
    "provider": "Werk & Sohn GmbH",
}
OF_KINDS = {
    "best_practice": CASE,
    "product": {"audience_de": "Für Schlossereien."},
    "project": {"starts_on": date(2021, 10, 1), "ends_on": date(2024, 3, 31), "partners": "Alpha\n\nBeta"},
    "qualification": {"degree": "Zertifikat", "teaching_languages": "de-en"},
}
