"""German text search as plain substring matching, the same on SQLite and PostgreSQL.

A text becomes a line of folded words with a blank before and after each (`searchable`); a query becomes
needles that the line must contain (`needles`). Stems are those of Snowball's German stemmer
(https://snowballstem.org/algorithms/german/stemmer.html).
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from machinery.texts import seen

WHOLE_WORD_UP_TO = 2  # letters: "KI" must not find "Skizze"
WORD_START_UP_TO = 3  # letters: "OWL" must not find "knowledge"
TYPO_FROM = 5  # letters: shorter words have too many neighbours one letter away
LONGEST_QUERY = 200  # characters, and
MOST_WORDS = 20  # words: what comes after them does not count (SQLite nests conditions only so deep)

_words = re.compile(r"[^\W_]+")
_symbols = re.compile(r"[^\w\s\x00]|_")  # no database column holds U+0000
_whole_letters = str.maketrans("łøđæœı", "lodaoi")  # letters that Unicode does not take apart
_umlauts = re.compile(r"([aou])e+")
_stemmers = threading.local()  # a stemmer keeps state while it works


def fold(text):
    """Lower case without accents; ä = ae = a and ß = ss, however they were typed. Signs that nobody sees
    divide no word."""
    compatible = unicodedata.normalize("NFKD", seen(text)).casefold()
    decomposed = unicodedata.normalize("NFKD", compatible)
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _umlauts.sub(r"\1", plain.translate(_whole_letters))


def words(text):
    return _words.findall(fold(text))


@lru_cache(maxsize=65_536)
def stem(word):
    """The stem of a folded word: German, or the singular of an English word in -ies."""
    if word.isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if not hasattr(_stemmers, "german"):
        _stemmers.german = snowballstemmer.stemmer("german")
    return _stemmers.german.stemWord(word)


def searchable(*texts):
    """One line that holds each word of the texts once, stems that are no part of their word, and symbols."""
    text = " ".join(texts)
    return line_of(words(text), symbols(text))


def symbols(text):
    return _symbols.findall(text)


def line_of(found, signs):
    """The line of these words and symbols."""
    line = dict.fromkeys(found)
    line.update(dict.fromkeys(end for word in line.copy() if (end := stem(word)) not in word))
    line.update(dict.fromkeys(signs))
    return f" {' '.join(line)} "


def needles(query):
    """What a searchable line must contain, one needle per word of the query.

    A query without a word looks for its signs, literally: `%` finds what has a percent sign.
    """
    query = query[:LONGEST_QUERY]
    found = [_needle(word) for word in _asked(query)]
    return found or [f" {sign} " for sign in list(dict.fromkeys(_symbols.findall(query)))[:MOST_WORDS]]


def _asked(query):
    return list(dict.fromkeys(words(query)))[:MOST_WORDS]


def _needle(word):
    if len(word) <= WHOLE_WORD_UP_TO:
        return f" {word} "
    if len(word) <= WORD_START_UP_TO:
        return f" {word}"
    root = stem(word)
    return root if len(root) > WORD_START_UP_TO else f" {root}"


def near_needles(query, known):
    """For each word of the query its own needle, and of the known words those, and their stems, that are one
    typo away.

    One typo is a letter too many, missing or wrong, or two letters swapped (optimal string alignment).
    """
    return [[_needle(word), *_close(word, known)] for word in _asked(query[:LONGEST_QUERY])]


def _close(word, known):
    """What is one typo away from the word or from its stem: a typo in an ending spoils the stem."""
    forms = [form for form in {word, stem(word)} if len(form) >= TYPO_FROM]
    return sorted(
        {
            match
            for form in forms
            for match in _one_typo_away(form, _as_long(known, len(form))) | _stems_near(form, known)
        }
    )


def _one_typo_away(form, texts):
    found = process.extract(form, texts, scorer=OSA.distance, score_cutoff=1, limit=None)
    return {match for match, distance, _ in found if distance}


def _stems_near(form, known):
    """Stems of known words, one typo away: a stem begins its word, or is a known word itself (`searchable`).
    To find the stem of a word takes long: only words that begin so are asked for theirs."""
    beginnings = _one_typo_away(form, _beginnings(known, len(form)))
    if not beginnings:
        return set()
    shortest, begin = len(form) - 1, tuple(beginnings)
    return beginnings & {stem(word) for word in known if len(word) > shortest and word.startswith(begin)}


@lru_cache(maxsize=40)  # lengths, of what is known now and was just before
def _as_long(known, length):
    """Words of this length, one letter more or less."""
    return tuple(word for word in known if abs(len(word) - length) <= 1)


@lru_cache(maxsize=40)
def _beginnings(known, length):
    """What longer words begin with, one letter more or less than this length."""
    around = range(length - 1, length + 2)
    return tuple({word[:end] for word in known if len(word) >= length for end in around if end < len(word)})
