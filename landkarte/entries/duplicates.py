"""Finds entries that may be the same organisation: by name, website and place.

Names are compared as folded words without what many have (legal forms, "Institut für"); SQL picks candidates
by the beginnings and ends of words and by the host, rapidfuzz measures those.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Abs, Length
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from landkarte.entries.domains import host_of_website, is_shared, written_at
from landkarte.models import Entry
from landkarte.search import fold, words

LEAST_SCORE = 0.5
MOST = 8
MOST_WORDS = 6  # the longest words of the name pick the candidates
MOST_CANDIDATES = 4000
MOST_MEASURED = 200  # of the candidates, those whose words are most alike
LONGEST_NAME = 200
LONG_WORD = 8  # letters
ABBREVIATION = range(3, 7)  # letters
SAME_WORD = 84  # of 100: one typo in six letters
FREQUENT = 3  # names: a word that more of them have tells little
PART_OF = 0.9  # likeness of a name to one that holds all of it, with a word that tells
JOINED = 0.86  # likeness of the letters alone from which they say something: "Deep L" is "DeepL"
DIFFERENT, IDENTICAL = 0.62, 1.0  # likeness of two names that says nothing, and that says all
BY_NAME, BY_HOST, BY_PLACE = 0.85, 0.7, 0.35  # how much each proves; the place only beside a name
BY_THE_NAME = SAME_NAME, LIKE_NAME = _("gleicher Name"), _("ähnlicher Name")  # reasons
HOUSES_OF_A_HOST = 3  # with more on the map, a host is that of a campus
_LEGAL_FORMS = """
ag aor cie co corp ev eg eingetragener gbr gemeinnutzige gesellschaft ggmbh gmbh haftungsbeschrankt
holding inc ka kdor kg kgaa limited ltd mbb mbh ohg partg partgmbb plc se societas stiftung ug
verein
"""
LEGAL_FORMS = frozenset(_LEGAL_FORMS.split())
_COMMON = """
am an and angewandte at bei center centre das dem den der des deutsche deutsches deutschland die
digital digitale e ein fachhochschule fakultat fur germany group gruppe h hochschule i im in
institut institute intelligenz k ki kunstliche labor lehrstuhl mit nordrhein nrw of research
solutions technologie technologies technology the u und universitat university v von westfalen west
wissenschaft zentrum zu zum zur
"""
COMMON = frozenset(_COMMON.split())
WRITTEN_OUT = {
    "fh": "fachhochschule",
    "fz": "forschungszentrum",
    "hs": "hochschule",
    "inst": "institut",
    "th": "technische hochschule",
    "tu": "technische universitat",
    "uni": "universitat",
}
_BETWEEN = """
an am and der des die fur im in of the und zu zur
"""
BETWEEN = frozenset(_BETWEEN.split())


@dataclass(frozen=True)
class Duplicate:
    """An entry that may be the same: `score` from 0 to 1, `reasons` as people read them."""

    entry: Entry
    score: float
    reasons: list = field(default_factory=list)


def find(name, *, website="", city="", exclude=(), among=None, most=MOST):
    """The entries most likely to be the organisation (or product, ...) of this name: [Duplicate], best first.

    Among these entries, by default all that are published; `exclude` holds entries or their keys.
    """
    entries = Entry.objects.published() if among is None else among
    excluded = {getattr(one, "pk", one) for one in exclude}
    asked = _Name(name[:LONGEST_NAME])
    host = _own_host(website)
    rows, frequent = _candidates(entries, asked, host)
    rows = [row for row in rows if row[0] not in excluded]
    houses = len({row[0] for row in rows if host and host_of_website(row[3]) == host})
    place = fold(city.strip())
    found = [_measure(asked, frequent, host, place, row, houses) for row in rows]
    best = sorted((one for one in found if one[0] >= LEAST_SCORE), key=lambda one: (-one[0], one[1]))[:most]
    by_key = entries.select_related("organisation", "region").in_bulk([key for _score, key, _why in best])
    return [Duplicate(by_key[key], score, reasons) for score, key, reasons in best if key in by_key]


def at_hosts(hosts, *, among=None, most=MOST):
    """The entries whose website has one of these hosts or lies below one, shared hosts left out."""
    entries = Entry.objects.published() if among is None else among
    own = {host for host in hosts if host and not is_shared(host)}
    if not own:
        return []
    rows = entries.filter(reduce(or_, map(written_at, own))).order_by("name", "pk")
    return [entry for entry in rows[:MOST_MEASURED] if _lies_at(host_of_website(entry.website), own)][:most]


def _lies_at(host, own):
    return any(host == one or host.endswith(f".{one}") for one in own)


def _own_host(website):
    host = host_of_website(website)
    return "" if is_shared(host) else host


# -- Names -----------------------------------------------------------------------------------------------


class _Name:
    """What of a name tells it from others."""

    def __init__(self, name):
        said = [word for one in words(name) for word in WRITTEN_OUT.get(one, one).split()]
        self.all = [word for word in said if word not in LEGAL_FORMS] or said
        self.telling = [word for word in self.all if word not in COMMON] or self.all
        self.joined = "".join(self.telling)

    def runs(self):
        """Initials of words that follow each other -> these words: `rwth` of what that is short for."""
        full = [word for word in self.all if word not in BETWEEN]
        for first in range(len(full)):
            for length in ABBREVIATION:
                if first + length <= len(full):
                    run = full[first : first + length]
                    yield "".join(word[0] for word in run), run

    @property
    def is_abbreviation(self):
        return len(self.all) == 1 and len(self.all[0]) in ABBREVIATION


def _shortened(words_of_one, other):
    """The words, with those that the other name abbreviates in their place."""
    short = {word for word in other.all if len(word) in ABBREVIATION}
    for initials, run in words_of_one.runs():
        if initials in short:
            return [word for word in words_of_one.all if word not in run] + [initials]
    return words_of_one.all


def _likeness(asked, other, frequent):
    """From 0 to 1 how alike two names are; `frequent` holds words that many names have."""
    one, two = _shortened(asked, other), _shortened(other, asked)
    if not one or not two:
        return 0
    if sorted(one) == sorted(two):
        return 1
    unmatched, same, telling = list(two), 0, False
    for word in one:
        match = max(unmatched, key=lambda other_word: _same(word, other_word), default=None)
        if match is not None and (alike := _same(word, match)):
            unmatched.remove(match)
            same += alike * _weight(word, frequent)
            telling = telling or _weight(word, frequent) == 1
    weight_of_one, weight_of_two = (sum(_weight(word, frequent) for word in some) for some in (one, two))
    dice = 2 * same / (weight_of_one + weight_of_two)
    part = PART_OF if telling and same >= 0.9 * min(weight_of_one, weight_of_two) else 0
    return min(0.99, max(dice, part, _joined(asked, other, frequent)))


def _joined(asked, other, frequent):
    """How alike the telling letters are, however they are divided into words."""
    says_something = any(_weight(word, frequent) == 1 for word in asked.telling)
    if not says_something or _numbers(asked) != _numbers(other):
        return 0
    ratio = fuzz.ratio(asked.joined, other.joined) / 100
    return ratio if ratio >= JOINED else 0


def _numbers(name):
    return sorted(word for word in name.all if word.isdigit())


def _same(word, other):
    """0, or how alike two words are that are the same but for a typo; numbers are not."""
    if word == other:
        return 1
    ratio = 0 if word.isdigit() or other.isdigit() else fuzz.ratio(word, other)
    return ratio / 100 if ratio >= SAME_WORD else 0


def _weight(word, frequent):
    if word in COMMON or (len(word) == 1 and not word.isdigit()):
        return 0.3
    return 0.5 if word in frequent else 1


# -- Candidates ------------------------------------------------------------------------------------------


def _candidates(entries, asked, host):
    """Rows (key, name, city, website) that share the part of a word, or the host, the most alike of them; and
    which words of the name are frequent in all of them."""
    columns = ("pk", "name", "city", "website", "search_name")
    rows = {row[0]: row for row in _with_part(entries, asked).values_list(*columns)}
    lines = {key: row[4] for key, row in rows.items()}
    frequent = _frequent(asked, lines.values())
    if len(rows) > MOST_MEASURED:
        alike = process.extract(" ".join(asked.all), lines, scorer=fuzz.token_set_ratio, limit=MOST_MEASURED)
        rows = {key: rows[key] for _line, _ratio, key in alike}
    if host:
        at_host = entries.filter(written_at(host)).order_by().values_list(*columns)[:MOST_MEASURED]
        rows |= {row[0]: row for row in at_host}
    return [row[:4] for row in rows.values()], frequent


def _with_part(entries, asked):
    """The entries that share the part of a word; of very many those whose names are about as long."""
    conditions = [Q(search_name__contains=part) for part in _parts(asked)]
    if asked.is_abbreviation:
        pattern = " ".join(f"{letter}[^ ]*( (fur|und|der|die|des))*" for letter in asked.all[0])
        conditions.append(Q(search_name__regex=f" {pattern}"))
    if not conditions:
        return entries.none()
    shared = entries.filter(reduce(or_, conditions))
    return shared.order_by(Abs(Length("search_name") - len(" ".join(asked.all))), "pk")[:MOST_CANDIDATES]


def _frequent(asked, lines):
    """The words of the name, and those that are the same but for a typo, that many of these lines have."""
    numbers = Counter(word for line in lines for word in line.split())
    frequent = set()
    for word in asked.all:
        alike = process.extract(word, numbers.keys(), scorer=fuzz.ratio, score_cutoff=SAME_WORD, limit=None)
        same = {word, *(match for match, _ratio, _index in alike)}
        if sum(numbers[one] for one in same) > FREQUENT:
            frequent |= same
    return frozenset(frequent)


def _parts(asked):
    """What a line of folded words must hold: of each telling word its beginning or its end, since one typo
    spoils only one of them; and abbreviations."""
    for word in sorted(set(asked.telling), key=lambda word: (-len(word), word))[:MOST_WORDS]:
        if len(word) <= 3:
            yield f" {word} "
        else:
            part = 4 if len(word) >= LONG_WORD else 3
            yield f" {word[:part]}"
            yield f"{word[-part:]} "
    for initials, _run in list(asked.runs())[:MOST_WORDS]:
        yield f" {initials} "


# -- Scores ----------------------------------------------------------------------------------------------


def _measure(asked, frequent, host, place, row, houses):
    """(score, key, reasons) of one candidate."""
    key, name, city, website = row
    likeness = _likeness(asked, _Name(name), frequent)
    named = max(0, min(1, (likeness - DIFFERENT) / (IDENTICAL - DIFFERENT)))
    hosted = bool(host) and host_of_website(website) == host
    placed = bool(place) and fold(city) == place
    by_host = BY_HOST if houses <= HOUSES_OF_A_HOST else BY_HOST / 2
    score = 1 - (1 - BY_NAME * named) * (1 - by_host * hosted) * (1 - BY_PLACE * named * placed)
    reasons = [
        reason
        for holds, reason in (
            (likeness == 1, SAME_NAME),
            (named >= 0.5 and likeness < 1, LIKE_NAME),
            (hosted, _("gleiche Website")),
            (placed, _("gleicher Ort")),
        )
        if holds
    ]
    return round(score, 3), key, reasons
