"""Codes that letters carry and people type: six digits, good for a quarter of an hour and five tries, in the
browser that asked for them. Nothing in a letter is used up by opening it."""

import secrets
import time

from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.limits import WRONG_CODES_A_DAY
from machinery import limits

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


def withhold(session, purpose, name):
    """The letter with this code is not sent: whatever is typed is wrong, and the page looks the same."""
    session[_place(purpose)]["digests"][name] = ""
    session.modified = True


def seem_new(session, purpose):
    """No other letter is sent: the page looks as if there were new tries; the code is as good as before."""
    session[_place(purpose)]["shown"] = {"key": secrets.token_hex(8), "at": int(time.time())}
    session.modified = True


def pending(session, purpose):
    """The facts of what waits for its codes, or None."""
    kept = session.get(_place(purpose))
    return kept["facts"] if kept else None


def check(session, purpose, *, of, **typed):
    """Return when all codes are right; `of` is the address that they open. WrongCodeError, SpentCodeError.
    Tries are counted in the database, so that two requests at once are two tries."""
    kept = session.get(_place(purpose))
    shown = kept and kept.get("shown", kept)
    if not shown or time.time() - shown["at"] > LIFE:
        raise SpentCodeError
    # Nobody is locked out by the wrong codes of others: who types the right one at once gets in.
    tries = TRIES if _take("wrong-code", of, WRONG_CODES_A_DAY) else 1
    is_spent = time.time() - kept["at"] > LIFE or not _take("code", kept["key"], tries)
    if not _take("code-shown", shown["key"], tries):
        raise SpentCodeError
    right = [
        constant_time_compare(digest, _digest(kept["key"], name, _digits(typed[name])))
        for name, digest in kept["digests"].items()
    ]
    if is_spent or not all(right):
        raise WrongCodeError
    if tries == TRIES:  # it was counted, and was not wrong
        limits.give_turn_back("wrong-code", of=of, period="day")


def end(session, purpose):
    """The codes are of no use any more."""
    session.pop(_place(purpose), None)


def shown(code):
    """As it stands in a letter."""
    return f"{code[:3]} {code[3:]}"


def _take(name, of, most):
    """Whether there was a turn left today; it is counted."""
    try:
        limits.take_turn(name, of=of, most=most, period="day")
    except limits.LimitReachedError:
        return False
    return True


def _place(purpose):
    return f"codes.{purpose}"


def _digest(key, name, code):
    return salted_hmac(f"accounts.codes.{key}.{name}", code, algorithm="sha256").hexdigest()


def _digits(text):
    return "".join(sign for sign in text if sign.isdigit())
