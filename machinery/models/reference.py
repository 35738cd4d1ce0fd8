"""The number under which somebody finds again what was sent in."""

from django.utils import timezone
from django.utils.crypto import get_random_string

UNAMBIGUOUS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that looks like another: 0 O, 1 I L, U V
CODE_LENGTH = 6


def new_reference(model, letter):
    """`M-2026-4F7K2Q`: one of 729 million a year and letter, not in use for a row of the model."""
    while True:
        reference = f"{letter}-{timezone.localdate():%Y}-{get_random_string(CODE_LENGTH, UNAMBIGUOUS)}"
        if not model.objects.filter(reference=reference).exists():
            return reference
