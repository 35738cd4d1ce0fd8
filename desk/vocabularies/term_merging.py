"""The page on which a term is replaced by another: first what will happen, then the button that does it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from desk.vocabularies import terms
from machinery.refusals import in_words

MOVE, KEEP = "move", "keep"


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(label=gettext_lazy("Ersetzen durch"), queryset=None)
    rows = forms.ChoiceField(
        label=gettext_lazy("Was mit dem geschieht, das den alten Begriff trägt"),
        choices=[
            (MOVE, gettext_lazy("Zusammenführen: es bekommt den neuen Begriff")),
            (KEEP, gettext_lazy("Nur ersetzen: es behält den alten und wird beim neuen mitgefunden")),
        ],
        widget=forms.RadioSelect,
        initial=MOVE,
    )

    def __init__(self, term, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = type(term).objects.filter(retired=False).exclude(pk=term.pk)


class MergePage:
    """GET asks for the other term, and with it (`?into=`) shows what will happen; POST does it."""

    def __init__(self, model_admin, request, key):
        self.admin, self.request = model_admin, request
        self.term = model_admin.get_object(request, key)
        if not model_admin.has_change_permission(request, self.term):
            raise PermissionDenied
        if self.term is None:
            raise Http404

    def answer(self):
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        form = MergeForm(self.term, sent if "into" in sent or sent is self.request.POST else None)
        if form.is_valid() and self.request.method == "POST":
            try:
                return self._do(**form.cleaned_data)
            except ValidationError as error:
                form.add_error("into", in_words(error))
        return self._page(form)

    def _do(self, into, rows):
        by, opts = self.request.user, self.admin.opts
        if rows == KEEP:
            terms.retire(self.term, by=by, replaced_by=into)
            job, told = None, _("„%(old)s“ ist durch „%(new)s“ ersetzt.")
        else:
            job = terms.merge(self.term, into=into, by=by)
            told = _("„%(old)s“ ist in „%(new)s“ aufgegangen.")
        if job:
            told = _("„%(old)s“ geht in „%(new)s“ auf; das läuft als Auftrag im Hintergrund.")
        names = {"old": self.term.name, "new": into.name}
        self.admin.message_user(self.request, told % names, messages.SUCCESS)
        self.admin.log_change(self.request, self.term, told % names)
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist"))

    def _page(self, form):
        context = {
            **self.admin.admin_site.each_context(self.request),
            "opts": self.admin.opts,
            "title": _("Zusammenführen oder ersetzen"),
            "subtitle": str(self.term),
            "original": self.term,
            "form": form,
            "plan": self._plan(**form.cleaned_data) if form.is_valid() else None,
        }
        status = 400 if form.is_bound and form.errors else 200
        return TemplateResponse(self.request, "desk/vocabularies/merge.html", context, status=status)

    def _plan(self, into, rows):
        """What will happen, in numbers and words."""
        uses = terms.uses(type(self.term))
        lines = [(use.label, use.rows(self.term).count(), self._both(use, into)) for use in uses]
        number = sum(count for _label, count, _both in lines)
        earlier = list(type(self.term).objects.filter(replaced_by=self.term).exclude(pk=into.pk))
        return {
            "into": into,
            "moves": rows == MOVE,
            "lines": [line for line in lines if line[1]],
            "number": number,
            "is_job": rows == MOVE and number > terms.AT_ONCE,
            "earlier": [*earlier, self.term],
            "button": _("Jetzt zusammenführen") if rows == MOVE else _("Jetzt ersetzen"),
        }

    def _both(self, use, into):
        """How many of the rows name the other term already."""
        if not use.field.many_to_many:
            return 0
        return use.rows(self.term).filter(pk__in=use.rows(into).values("pk")).count()
