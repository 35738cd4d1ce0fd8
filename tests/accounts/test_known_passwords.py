"""Which passwords are refused as too easy to guess, and which are not."""

import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.models import User
from accounts.passwords import common_words, letters, readings

PERSON = User(email="erika.mustermann@müller-ki.example", name="Erika Köster-Brandt")
COMMON, OWN, DIGITS, ROW = "password_too_common", "password_too_similar", "digits_only", "password_is_a_row"
REFUSED = {
    "passwort1234": COMMON,
    "Passwort2026!": COMMON,
    "P@ssw0rt!2026": COMMON,
    "pa55w0rt-2026": COMMON,
    "Willkommen123": COMMON,
    "WILLKOMMEN-2026": COMMON,
    "w1llk0mmen2026": COMMON,
    "2026Sommer2026": COMMON,
    "Frühling!2026": COMMON,
    "Fruehling!2026": COMMON,
    "schluessel#99": COMMON,
    "Geburtstag1987": COMMON,
    "fortunaduesseldorf": COMMON,
    "Schalke04041904": COMMON,
    "Michael-1975-1": COMMON,
    "ichliebedich1": COMMON,
    "iloveyou12345": COMMON,
    "1qaz2wsx3edc": COMMON,
    "qwertz-passwort": COMMON,
    "KI.Landkarte2026": OWN,
    "Landkarte-NRW-1": OWN,
    "landkarte.passwort": OWN,
    "KI.NRW-KI.NRW-1": OWN,
    "Köster-Brandt99": OWN,
    "koesterbrandt!!": OWN,
    "erika_mustermann": OWN,
    "Mueller-KI-2026": OWN,
    "müller-ki-erika": OWN,
    "123456789012": DIGITS,
    "987654321098": DIGITS,
    "01.02.1990-03": DIGITS,
    "472910385561": DIGITS,
    "٠١٢٣٤٥٦٧٨٩٠١": DIGITS,
    "aaaaaaaaaaaa": ROW,
    "abcabcabcabc": ROW,
    "Kiesel1Kiesel2": ROW,
    "letmein-letmein": ROW,
    "kieselkieselkie": ROW,
    "aaaabbbbccccdddd": ROW,
    "abcdefghijkl": ROW,
    "zyxwvutsrqpo": ROW,
    "qwertzuiop12": ROW,
    "asdfghjklöä1": ROW,
    "yxcvbnm12345": ROW,
    "qwertyuiop[]": ROW,
    "poiuztrewq987": ROW,
    "Qwertz123456!": ROW,
}
ACCEPTED = [
    "korrektes Pferd Batterie",
    "ein langes Passwort",
    "drei nasse Socken im Flur",
    "Zebrastreifen tanzt Polka",
    "erika mag lauwarme Rosinen",
    "Landkarte mit Ziegen und Tee",
    "k8#Vq!zTm2$Lx",
    "Hochbeet7Kranich",
    "erstklassige Nudelsuppe",
    "Ölfarbe-Wackelzahn-31",
    "ZV9yhQmAq0_xkT1r",
]


def refusals(password, user=PERSON):
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [one.code for one in error.error_list]
    return []


@pytest.mark.parametrize(("password", "reason"), REFUSED.items())
def test_easy_password_is_refused(password, reason):
    assert reason in refusals(password)


@pytest.mark.parametrize("password", ACCEPTED)
def test_good_password_is_taken(password):
    assert refusals(password) == []


def test_own_words_are_those_of_the_person():
    assert refusals("Köster-Brandt99", User(email="max@beta.example", name="Max Beta")) == []


@pytest.mark.parametrize("user", [None, User()])
def test_password_is_judged_without_a_person(user):
    assert (refusals("passwort1234", user), refusals("korrektes Pferd Batterie", user)) == ([COMMON], [])


def test_password_has_twelve_characters():
    assert refusals("Nudel!7Kranx") == []
    assert refusals("Nudel!7Kran") == ["password_too_short"]


def test_lists_hold_german_and_english_words():
    assert {"passwort", "wilkommen", letters("Köln"), "sunshine", "dragon"} - common_words() == {"wilkommen"}


def test_signs_are_read_as_the_letters_that_they_resemble():
    assert "passwort" in readings("P@55w0r7!")
    assert "hallo" in readings("H4ll0") & readings("ha11o")


@pytest.mark.parametrize(
    ("language", "password", "words"),
    [
        ("de", "passwort1234", "Dieses Passwort ist zu häufig"),
        ("en", "passwort1234", "This password is too common"),
        ("en", "KI.Landkarte2026", "hardly more than words that belong to you"),
        ("en", "123456789012", "A password of digits alone"),
        ("en", "abcabcabcabc", "This password is a row or a repetition"),
    ],
)
def test_refusal_is_said_in_the_language_of_the_page(language, password, words):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password(password, PERSON)

    assert words in " ".join(refused.value.messages)


def test_every_rule_says_beforehand_what_it_asks():
    assert len([text for text in password_validators_help_texts() if text]) == 5
