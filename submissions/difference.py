"""What differs between two texts, word by word, and between two sets of terms."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby

SAME, ADDED, REMOVED = "same", "added", "removed"
MOST_WORDS = 4000  # longer texts are compared as a whole
_words = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True)
class Part:
    kind: str
    text: str

    @property
    def is_added(self):
        return self.kind == ADDED

    @property
    def is_removed(self):
        return self.kind == REMOVED


@dataclass(frozen=True)
class TermDifference:
    """Names of terms: `added` stand in the new set alone, `removed` in the old one, `kept` in both."""

    added: list = field(default_factory=list)
    removed: list = field(default_factory=list)
    kept: list = field(default_factory=list)


def word_difference(before, after):
    """`Part`s that are `before` without the added ones, and `after` without the removed ones, but for space
    between words. Of texts that have no word in common: the whole old one, the whole new one."""
    old, new = _words.findall(before), _words.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _replaced(before, after)
    matcher = SequenceMatcher(None, [one.strip() for one in old], [one.strip() for one in new])
    parts = []
    for how, start, end, new_start, new_end in matcher.get_opcodes():
        if how == "equal":
            shared, space = _without_space("".join(new[new_start:new_end]))
            _old, old_space = _without_space(old[end - 1])
            is_last = end == len(old) and new_end == len(new)
            if is_last or bool(space) == bool(old_space):
                shared, space, old_space = shared + space, "", ""
            parts += [Part(SAME, shared), *_replaced(old_space, space)]
        else:
            parts += _replaced("".join(old[start:end]), "".join(new[new_start:new_end]))
    return _joined(parts)


def _joined(parts):
    """With neighbours of one kind as one part."""
    grouped = groupby(parts, key=lambda part: part.kind)
    joined = (Part(kind, "".join(part.text for part in same)) for kind, same in grouped)
    return [part for part in joined if part.text]


def _without_space(text):
    """The text, and the space at its end."""
    bare = text.rstrip()
    return bare, text[len(bare) :]


def _replaced(before, after):
    return [Part(kind, text) for kind, text in ((REMOVED, before), (ADDED, after)) if text]


def term_difference(before, after):
    """Of two lists of names; each list keeps its order."""
    return TermDifference(
        added=[name for name in after if name not in before],
        removed=[name for name in before if name not in after],
        kept=[name for name in after if name in before],
    )
