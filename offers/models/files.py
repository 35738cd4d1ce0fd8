"""The file of a publication goes when its row does, or names another: after the commit, never before."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from offers.models.publication import Publication


@receiver(pre_save, sender=Publication)
def remember_old_file(sender, instance, **kwargs):
    rows = sender._base_manager.filter(pk=instance.pk) if instance.pk else sender._base_manager.none()
    instance._old_file = rows.values_list("file", flat=True).first() or ""


@receiver(post_save, sender=Publication)
def drop_replaced_file(sender, instance, **kwargs):
    if instance._old_file and instance._old_file != instance.file.name:
        drop(instance._old_file)


@receiver(post_delete, sender=Publication)
def drop_file_of_deleted(sender, instance, **kwargs):
    if instance.file:
        drop(instance.file.name)


def drop(name):
    """Delete the file after the commit; one that cannot be deleted is logged and harms nobody."""
    storage = Publication._meta.get_field("file").storage
    transaction.on_commit(partial(storage.delete, name), robust=True)
