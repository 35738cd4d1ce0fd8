"""Texts in two languages: fields `summary_de` and `summary_en`, read as `summary`."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import get_language

LANGUAGES = ("de", "en")  # of contents; in which languages pages speak, settings.LANGUAGES says


class Text(str):
    """A text that knows its language, so that a page can mark a German text among English ones."""

    __slots__ = ("language",)

    def __new__(cls, value, language):
        text = super().__new__(cls, value)
        text.language = language
        return text


class Translated:
    """The text in the reader's language, or in the other one where it is missing: a `Text`. `label` is how
    people call it in whatever language."""

    def __init__(self, label=""):
        self.label = label

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self if instance is None else in_words_of_reader(instance, self.name)


def in_words_of_reader(row, name):
    """The same of anything that has both fields, such as a row of `values_list(named=True)`."""
    preferred = (get_language() or "de")[:2]
    for language in (preferred, *LANGUAGES):
        if value := getattr(row, f"{name}_{language}", ""):
            return Text(value, language)
    return Text("", preferred)


def texts_of(model):
    """Names of all texts in two languages that rows of this model have."""
    declared = (vars(base).items() for base in reversed(model.__mro__))
    return [name for items in declared for name, value in items if isinstance(value, Translated)]


def text_of(model, field):
    """The `Translated` of which this field is one language, or None."""
    name, _, language = field.rpartition("_")
    found = getattr(model, name, None) if language in LANGUAGES else None
    return found if isinstance(found, Translated) else None


def lacks(model, language):
    """Condition of a query: some text is there in the other language and not in this one."""
    (other,) = set(LANGUAGES) - {language}
    gaps = (Q(**{f"{name}_{language}": ""}) & ~Q(**{f"{name}_{other}": ""}) for name in texts_of(model))
    return reduce(or_, gaps)


def has_texts(model):
    """Condition of a query: some text is there in some language."""
    fields = (f"{name}_{language}" for name in texts_of(model) for language in LANGUAGES)
    return reduce(or_, (~Q(**{field: ""}) for field in fields))


def gaps(row, language):
    """Names of the fields of this language that are empty although the other language has the text."""
    (other,) = set(LANGUAGES) - {language}
    names = texts_of(type(row))
    return [
        f"{name}_{language}"
        for name in names
        if getattr(row, f"{name}_{other}") and not getattr(row, f"{name}_{language}")
    ]
