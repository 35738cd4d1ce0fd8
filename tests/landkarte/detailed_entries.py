"""What entries of single kinds say, for tests."""

from datetime import date

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
