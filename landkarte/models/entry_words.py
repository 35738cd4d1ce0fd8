"""Words for what entries hold as keys: of choices and of vocabularies, and back again."""

from collections import Counter

from django.conf import settings
from django.utils.translation import override

SEPARATOR = "; "  # between several words in one text
BESIDE = "_label"  # behind the name of a column: that of its words


def has_words(field):
    return field.is_terms or bool(field.choices)


class Words:
    """The words of these fields (of `entry_fields`) in the language of this moment; each vocabulary is read
    once."""

    def __init__(self, fields):
        self.fields = [field for field in fields if has_words(field)]
        self._of = {
            field.column: _names(field) if field.is_terms else {key: str(word) for key, word in field.choices}
            for field in self.fields
        }

    def of(self, column, value):
        """The word for this key, or one text for a list of them; "" for none."""
        words = self._of[column]
        if isinstance(value, list):
            return SEPARATOR.join([words.get(key, key) for key in value])
        return words.get(value, value) if value else ""

    def beside(self, values):
        """Column of the words -> words, for the values of these columns."""
        return {f"{column}{BESIDE}": self.of(column, values[column]) for column in self._of}

    def readable(self):
        """The same words, but the key itself where its word would not be read back: two terms of one name."""
        clear = Words([])
        for column, words in self._of.items():
            times = Counter(word.casefold() for word in words.values())
            clear._of[column] = {
                key: word if times[word.casefold()] == 1 and ";" not in word else key
                for key, word in words.items()
            }
        return clear


def _names(field):
    return {term.slug: str(term.name) for term in field.vocabulary.objects.all()}


def keys_of(field):
    """Word in small letters -> key, in each language of the portal."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for key, word in Words([field]).readable()._of[field.column].items():
                if key:
                    found.setdefault(word.casefold(), key)
    return found
