"""The roles of staff: groups kept by the table of the portal (`config/roles.py`), beside any made by hand."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction

_roles = {}


@dataclass(frozen=True)
class Role:
    """`name` is the group's, `meaning` says in words what its people may do, `permissions` holds each as
    "app.codename"."""

    name: str
    meaning: Any
    permissions: Set


def register(role):
    """ValueError when the name is taken."""
    if role.name in _roles:
        raise ValueError(f"There is a role {role.name} already.")
    _roles[role.name] = role


def roles():
    """Name -> `Role`, in the order of their registration."""
    return dict(_roles)


def has_other_rights(user):
    """Whether somebody may do what no role allows: as a superuser, or by rights that were given by hand."""
    return (
        user.is_superuser or user.user_permissions.exists() or user.groups.exclude(name__in=_roles).exists()
    )


@transaction.atomic
def give(user, names):
    """Let the user have exactly the roles of these names; groups made by hand stay."""
    groups = apps.get_model("auth", "Group").objects
    user.groups.remove(*groups.filter(name__in=set(_roles) - set(names)))
    user.groups.add(*groups.filter(name__in=set(_roles) & set(names)))


@transaction.atomic
def sync():
    """Let the groups have what the table says. Returns the permissions that the table names and the database
    does not know, which is a mistake in the table."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in apps.get_model("auth", "Permission").objects.select_related("content_type")
    }
    for role in _roles.values():
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=role.name)
        group.permissions.set([known[name] for name in role.permissions if name in known])
    return {name for role in _roles.values() for name in role.permissions} - set(known)
