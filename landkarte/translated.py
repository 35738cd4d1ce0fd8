"""Texts in two languages: fields `summary_de` and `summary_en`, read as `summary`."""

from django.utils.translation import get_language

LANGUAGES = ("de", "en")


class Text(str):
    """A text that knows its language, so that a page can mark a German text among English ones."""

    __slots__ = ("language",)

    def __new__(cls, value, language):
        text = super().__new__(cls, value)
        text.language = language
        return text


class Translated:
    """The text in the reader's language, or in the other one where it is missing: a `Text`."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        preferred = (get_language() or "de")[:2]
        for language in (preferred, *LANGUAGES):
            if value := getattr(instance, f"{self.name}_{language}", ""):
                return Text(value, language)
        return Text("", preferred)
