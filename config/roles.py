"""Who among staff may do what: the one table from which the groups of the administration are made.

Each line names a model, and for each verb the roles whose people may do it: "view" of "landkarte.entry" is
the permission `landkarte.view_entry`. What is not named nobody may do but superusers. `migrate` writes the
table into the groups of these names; groups made by hand stay as they are.
"""

from django.utils.translation import gettext_lazy as _

from accounts import roles

REDAKTION, FREIGABE, LEITUNG, TECHNIK = "Redaktion", "Freigabe", "Leitung", "Technik"

DESK = (REDAKTION, FREIGABE, LEITUNG)
DECIDING = (FREIGABE, LEITUNG)
LEADING = (LEITUNG,)
RUNNING = (TECHNIK,)
ALL = (*DESK, TECHNIK)
CONTENT = {"view": DESK, "add": DESK, "change": DESK, "delete": LEADING}
VOCABULARY = {"view": DESK, "add": LEADING, "change": LEADING, "delete": LEADING}
NOBODY = {}

MEANINGS = {
    REDAKTION: _(
        "Sieht alles, ändert Inhalte, legt Einträge als Entwurf an, bearbeitet die Warteschlange: zuweisen, "
        "Notizen, Rückfragen, Vorschläge, Meldungen erledigen."
    ),
    FREIGABE: _(
        "Wie Redaktion; entscheidet außerdem über Einreichungen und Ansprüche, veröffentlicht und zieht "
        "zurück, ändert viele Einträge auf einmal, exportiert."
    ),
    LEITUNG: _(
        "Wie Freigabe; führt außerdem Einträge zusammen, importiert, pflegt Branchen und andere Begriffe, "
        "exportiert personenbezogene Spalten, gibt anderen ihre Rollen."
    ),
    TECHNIK: _("Sieht Aufträge, Postausgang und tägliche Läufe; keine Inhalte."),
}

TABLE = {
    # -- The map
    "landkarte.entry": {
        **CONTENT,
        "publish": DECIDING,
        "bulk_change": DECIDING,
        "export": DECIDING,
        "merge": LEADING,
        "import": LEADING,
        "export_personal": LEADING,
    },
    "landkarte.furthersource": {"view": DESK, "add": DESK, "change": DESK, "delete": DESK},
    "landkarte.connection": {"view": DESK, "add": DESK, "change": DESK, "delete": DESK},
    "landkarte.formerslug": {"view": DESK},
    "landkarte.industry": VOCABULARY,
    "landkarte.focus": VOCABULARY,
    "landkarte.region": {"view": DESK},
    "landkarte.place": {"view": DESK},
    "landkarte.river": {"view": DESK},
    # -- The desk
    "landkarte.report": {"view": DESK, "change": DESK},
    "desk.handling": {"view": DESK, "add": DESK, "change": DESK},
    "desk.desknote": {"view": DESK, "add": DESK},
    "desk.savedview": {"view": ALL, "add": ALL, "change": ALL, "delete": ALL},
    "desk.finding": {"view": DESK},
    "desk.duplicatepair": {"view": DESK},
    "desk.merge": {"view": DESK},
    "desk.columnmapping": {"view": LEADING, "change": LEADING, "delete": LEADING},
    "desk.import": {"view": LEADING, "add": LEADING, "change": LEADING},
    "desk.importedrow": {"view": LEADING},
    "desk.export": {"view": DECIDING, "add": DECIDING},
    # -- What runs
    "machinery.job": {"view": RUNNING},  # of all; the others see those of the work that they may start
    "machinery.letter": {"view": RUNNING, "change": RUNNING},
    "desk.dailyrun": {"view": RUNNING},
    "machinery.dataversion": NOBODY,
    "machinery.firstanswer": NOBODY,
    "machinery.quota": NOBODY,
    # -- The companies' side
    "submissions.submission": {"view": DESK, "change": DESK, "decide": DECIDING},
    "submissions.claim": {"view": DESK, "change": DESK, "decide": DECIDING},
    "submissions.organisation": {"view": DESK},
    "submissions.membership": {"view": DESK, "delete": DECIDING},
    "submissions.invitation": {"view": DESK, "delete": DECIDING},
    "submissions.decision": NOBODY,
    "submissions.question": NOBODY,
    "submissions.logo": NOBODY,
    "submissions.consent": NOBODY,
    "submissions.activity": NOBODY,
    "submissions.erasurerequest": NOBODY,
    "submissions.erasedaddress": NOBODY,
    "submissions.freshnessletter": NOBODY,
    # -- The catalogue
    "offers.offer": CONTENT,
    "offers.nextstep": {"view": DESK, "add": DESK, "change": DESK, "delete": DESK},
    "offers.event": CONTENT,
    "offers.eventregistration": {"view": DESK, "change": DESK},
    "offers.publication": CONTENT,
    "offers.fundingprogramme": CONTENT,
    "offers.enquiry": {"view": DESK, "change": DESK},
    "offers.format": VOCABULARY,
    "offers.audience": VOCABULARY,
    # -- The flagships
    "flagships.flagship": CONTENT,
    "flagships.partner": {"view": DESK, "add": DESK, "change": DESK, "delete": DESK},  # in its form
    "flagships.news": {"view": DESK, "add": DESK, "change": DESK, "delete": DESK},
    # -- People
    "accounts.user": {"view": LEADING, "add": LEADING, "change": LEADING},
}


def permission(model, verb):
    """ "landkarte.entry", "view" -> "landkarte.view_entry"; a verb with its own object keeps its name."""
    app, _dot, name = model.partition(".")
    return f"{app}.{verb}" if "_" in verb and verb != "bulk_change" else f"{app}.{verb}_{name}"


def permissions_of(role):
    """All that people of this role may do."""
    return frozenset(
        permission(model, verb)
        for model, verbs in TABLE.items()
        for verb, allowed in verbs.items()
        if role in allowed
    )


for _name, _meaning in MEANINGS.items():
    roles.register(roles.Role(_name, _meaning, permissions_of(_name)))
