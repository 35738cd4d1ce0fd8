"""Lets somebody else act between two statements of what is tested, as another process may."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def just_before(verb, act):
    """Runs `act()` once, before the first statement that begins with this SQL verb."""
    acted = []

    def wrapper(execute, sql, params, many, context):
        if sql.startswith(verb) and not acted:
            acted.append(True)
            act()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield
    assert acted
