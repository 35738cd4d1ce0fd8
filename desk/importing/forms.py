"""The forms of an import: the file, which column is which, and what to do with wrong rows."""

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.importing import mapping
from desk.models import ColumnMapping
from machinery.form_fields import LegibleField

ACCEPT = ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Datei"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_(
            "CSV (UTF-8 oder Windows-1252; Komma, Semikolon oder Tabulator) oder XLSX, das erste Blatt; "
            "höchstens 50 MB, 100.000 Zeilen und 200 Spalten."
        ),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei."),
            "empty": _("Die Datei ist leer."),
        },
    )


class MappingForm(forms.Form):
    """One choice for each heading of the file."""

    as_drafts = forms.BooleanField(
        label=_("Neue Einträge als Entwurf anlegen"),
        required=False,
        help_text=_("Sonst sind sie sofort öffentlich; dafür braucht jeder einen Kurztext."),
    )
    save_as = LegibleField(
        label=_("Zuordnung speichern unter"),
        required=False,
        max_length=60,
        help_text=_("Freiwillig: ein Name, unter dem Sie diese Zuordnung beim nächsten Mal wählen können."),
    )
    overwrite = forms.BooleanField(label=_("Gespeicherte Zuordnung gleichen Namens ersetzen"), required=False)

    def __init__(self, *args, table, columns, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table
        choices = [("", _("weglassen")), *((name, f"{label} ({name})") for name, label in mapping.labels())]
        for place, name in enumerate(table["header"]):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=name or _("ohne Überschrift"),
                choices=choices,
                required=False,
                initial=columns[place],
            )

    @property
    def columns(self):
        """Our column, or "", for each heading."""
        return [self.cleaned_data[f"column_{place}"] for place in range(len(self.table["header"]))]

    @property
    def lines(self):
        """For the page: field, and the first cells of its column."""
        for place in range(len(self.table["header"])):
            cells = [row[place] for row in self.table.get("samples", []) if place < len(row)]
            yield self[f"column_{place}"], [cell for cell in cells if cell.strip()]

    def clean(self):
        said = super().clean()
        if not self.errors:
            for problem in mapping.problems(self.columns):
                self.add_error(None, problem)
        return said

    def clean_overwrite(self):
        name, overwrite = self.cleaned_data.get("save_as"), self.cleaned_data["overwrite"]
        if name and not overwrite and ColumnMapping.objects.filter(name=name).exists():
            told = _(
                "Diesen Namen gibt es schon. Wählen Sie einen anderen, oder kreuzen Sie das Ersetzen an."
            )
            self.add_error("save_as", told)
        return overwrite

    def save_mapping(self, *, by):
        """Keep the mapping when it was given a name; returns it, or None."""
        name = self.cleaned_data["save_as"]
        if not name:
            return None
        columns = mapping.by_heading(self.table["header"], self.columns)
        values = {"columns": columns, "created_by": by}
        return ColumnMapping.objects.update_or_create(name=name, defaults=values)[0]
