"""The logo of an entry goes when its row does; its size is always known."""

from django.db.models.signals import pre_save
from django.dispatch import receiver

from landkarte.models.entry import Entry
from machinery.files import drop_with_rows_of

drop_with_rows_of(Entry, "logo")


@receiver(pre_save, sender=Entry)
def measure_logo(instance, **kwargs):
    """Django measures no content without a name. Without the size it would open the file for every entry
    that it loads, and fail where the file is away."""
    if instance.logo and not instance.logo_width:
        Entry._meta.get_field("logo").update_dimension_fields(instance, force=True)
