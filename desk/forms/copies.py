"""An existing row as the template of a new one: the form comes filled in, and nothing is saved yet."""

from django.core.exceptions import PermissionDenied
from django.db.models import FileField
from django.forms.models import _get_foreign_key, model_to_dict
from django.http import Http404
from django.utils.translation import gettext as _

PARAMETER = "copy"


class CopyMixin:
    """Adds `?copy=<pk>` to the page for a new row.

    The copy is a draft of another name and address; `not_copied` names fields that stay empty, and
    `copied_rows` the inlines whose rows come along: model -> the name under which the row has them.
    """

    not_copied = ()
    copied_rows = {}

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        row = self._row_to_copy(request)
        return initial | self._copied_values(row) if row else initial

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        row = None if obj else self._row_to_copy(request)
        for inline in inlines if row else ():
            if name := self.copied_rows.get(inline.model):
                own = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name
                inline.initial = [_values(child, own) for child in getattr(row, name).all()]
                inline.extra = len(inline.initial)
        return inlines

    def get_formset_kwargs(self, request, obj, inline, prefix):
        initial = {"initial": inline.initial} if getattr(inline, "initial", None) else {}
        return super().get_formset_kwargs(request, obj, inline, prefix) | initial

    def _row_to_copy(self, request):
        """Named by the page's address, when the page is opened: what is then sent stands for itself."""
        if request.method != "GET" or PARAMETER not in request.GET:
            return None
        row = self.get_object(request, request.GET[PARAMETER])
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        return row

    def _copied_values(self, row):
        left_out = {"published_from", "published_until", *self.not_copied}
        values = {name: value for name, value in _values(row).items() if name not in left_out}
        name_room = self.opts.get_field("name").max_length
        ending = _("(Kopie)")
        return values | {
            "name": f"{row.name[: name_room - len(ending) - 1]} {ending}",
            "slug": self._free_slug(row.slug),
            **dict.fromkeys(left_out),
        }

    def _free_slug(self, slug):
        room = self.opts.get_field("slug").max_length - 10
        beginning = f"{slug[:room]}-kopie"
        taken = set(
            self.model._default_manager.filter(slug__startswith=beginning).values_list("slug", flat=True)
        )
        numbered = (f"{beginning}-{number}" for number in range(2, len(taken) + 3))
        return next(free for free in (beginning, *numbered) if free not in taken)


def _values(row, *left_out):
    """What a form of this row starts with, without files: a file belongs to one row."""
    files = [field.name for field in row._meta.concrete_fields if isinstance(field, FileField)]
    return model_to_dict(row, exclude=[row._meta.pk.name, *files, *left_out])
