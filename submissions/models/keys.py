"""Keys in addresses: nobody finds one by counting, and one that is not yours is like none."""

from django.utils.crypto import get_random_string

KEY_LENGTH = 16  # letters and digits: 95 bits


def new_key():
    return get_random_string(KEY_LENGTH)
