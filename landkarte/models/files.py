"""Files go when their rows do: the logo of an entry (its size is always known), the upload of an import."""

from django.db.models.signals import pre_save
from django.dispatch import receiver

from desk.models.files import _is_kept_for_unmerge
from landkarte.models.entry import Entry
from machinery.files import drop_with_rows_of

drop_with_rows_of(Entry, "logo", is_kept=_is_kept_for_unmerge)


@receiver(pre_save, sender=Entry)
def measure_logo(instance, **kwargs):
    """Django measures no content without a name. Without the size it would open the file for every entry
    that it loads, and fail where the file is away."""
    if instance.logo and not instance.logo_width:
        Entry._meta.get_field("logo").update_dimension_fields(instance, force=True)
