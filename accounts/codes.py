"""Codes that letters carry and people type: six digits, good for a quarter of an hour and five tries, in the
browser that asked for them. Nothing in a letter is used up by opening it."""

import secrets
import time

from allauth.account.adapter import get_adapter
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.limits import TooManyError

LIFE = 15 * 60  # seconds
TRIES = 5


class WrongCodeError(Exception):
    """Not what stands in the letter; there are tries left."""


class SpentCodeError(Exception):
    """Too old or tried too often: only a new one helps."""


def begin(session, purpose, *, letters=("code",), **facts):
    """A new code for each of the letters, by name; the session keeps `facts`, and of the codes a digest."""
    codes = {name: f"{secrets.randbelow(10**6):06}" for name in letters}
    key = secrets.token_hex(8)
    digests = {name: _digest(key, name, code) for name, code in codes.items()}
    session[_place(purpose)] = {"key": key, "at": int(time.time()), "digests": digests, "facts": facts}
    return codes


def pending(session, purpose):
    """The facts of what waits for its codes, or None."""
    kept = session.get(_place(purpose))
    return kept["facts"] if kept else None


def check(session, purpose, **typed):
    """Return when all codes are right. WrongCodeError, SpentCodeError; tries are counted in the database,
    so that two requests at once are two tries."""
    kept = session.get(_place(purpose))
    if kept is None or time.time() - kept["at"] > LIFE:
        raise SpentCodeError
    try:
        get_adapter().take_turn("code", of=kept["key"], most=TRIES, period="day")
    except TooManyError:
        raise SpentCodeError from None
    right = [
        constant_time_compare(digest, _digest(kept["key"], name, _digits(typed[name])))
        for name, digest in kept["digests"].items()
    ]
    if not all(right):
        raise WrongCodeError


def end(session, purpose):
    """The codes are of no use any more."""
    session.pop(_place(purpose), None)


def shown(code):
    """As it stands in a letter."""
    return f"{code[:3]} {code[3:]}"


def _place(purpose):
    return f"codes.{purpose}"


def _digest(key, name, code):
    return salted_hmac(f"accounts.codes.{key}.{name}", code, algorithm="sha256").hexdigest()


def _digits(text):
    return "".join(sign for sign in text if sign.isdigit())
