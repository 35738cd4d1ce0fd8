"""The file of a row goes when its row does, or names another: after the commit, never before."""

from collections import defaultdict
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save

PREVIOUS = "_previous_{}"


class AwayError(OSError):
    """The storage of files does not answer: the same may go through a little later."""


_needs = defaultdict(list)  # (model, field) -> conditions of a file


def keep_while(model, name, is_needed):
    """Let a file of this field stay as long as `is_needed(file)` says that something above needs it."""
    _needs[model, name].append(is_needed)


def drop_with_rows_of(model, name):
    """From now on, see to the files that the field of this name holds in rows of the model. A file that
    another row names too stays, and one that something else needs (`keep_while`)."""
    column = PREVIOUS.format(name)
    storage = model._meta.get_field(name).storage
    keep_while(model, name, partial(_is_named, model, name))
    drop_unneeded = partial(_drop_unneeded, storage, _needs[model, name])

    def remember(sender, instance, raw=False, **kwargs):
        rows = sender._base_manager.filter(pk=instance.pk) if instance.pk else sender._base_manager.none()
        setattr(instance, column, rows.values_list(name, flat=True).first() or "")

    def drop_replaced(sender, instance, **kwargs):
        before = getattr(instance, column)
        if before and before != getattr(instance, name).name:
            drop_unneeded(before)

    def drop_of_deleted(sender, instance, **kwargs):
        if file := getattr(instance, name):
            drop_unneeded(file.name)

    for signal, receiver in (
        (pre_save, remember),
        (post_save, drop_replaced),
        (post_delete, drop_of_deleted),
    ):
        signal.connect(
            receiver, sender=model, weak=False, dispatch_uid=f"{receiver.__name__} {model.__name__} {name}"
        )


def _drop_unneeded(storage, needs, file):
    if not any(is_needed(file) for is_needed in needs):
        drop(storage, file)


def _is_named(model, name, file):
    """Whether a row still holds the file: a save of other fields alone has replaced nothing."""
    return model._base_manager.filter(**{name: file}).exists()


def drop(storage, name):
    """Delete the file after the commit; one that cannot be deleted is logged and harms nobody."""
    transaction.on_commit(partial(storage.delete, name), robust=True)
