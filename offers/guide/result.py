"""The whole answer of the Starthilfe: one next offer, and groups of hits in the order of the stage."""

from dataclasses import dataclass

from offers.guide import catalogue, entries
from offers.guide.answers import Answers, Stage
from offers.guide.next_offer import NextOffer, next_offer

PRACTICES, FLAGSHIPS, PROVIDERS, INSTITUTES = "practices", "flagships", "providers", "institutes"
FUNDING, EVENTS = "funding", "events"
# stage -> what helps most, first
ORDERS = {
    "": (PRACTICES, FLAGSHIPS, PROVIDERS, INSTITUTES, FUNDING, EVENTS),
    Stage.CURIOUS: (PRACTICES, FLAGSHIPS, EVENTS, PROVIDERS, INSTITUTES, FUNDING),
    Stage.USE_CASES: (PRACTICES, FLAGSHIPS, PROVIDERS, INSTITUTES, FUNDING, EVENTS),
    Stage.USE_CASE: (PROVIDERS, INSTITUTES, PRACTICES, FLAGSHIPS, FUNDING, EVENTS),
    Stage.IMPLEMENT: (PROVIDERS, INSTITUTES, FUNDING, PRACTICES, FLAGSHIPS, EVENTS),
    Stage.EXCHANGE: (EVENTS, FLAGSHIPS, PRACTICES, INSTITUTES, PROVIDERS, FUNDING),
}


@dataclass
class Result:
    answers: Answers
    next_offer: NextOffer | None
    groups: list

    def group(self, name):
        return next((group for group in self.groups if group.name == name), None)


def result_for(answers):
    """The `Result` for these answers, in the reader's language; the same ones always lead to the same."""
    groups = {
        PRACTICES: entries.group(entries.PRACTICES, answers),
        FLAGSHIPS: entries.flagships(answers),
        PROVIDERS: entries.group(entries.PROVIDERS, answers),
        INSTITUTES: entries.group(entries.INSTITUTES, answers),
        FUNDING: catalogue.funding(answers),
        EVENTS: catalogue.events(answers),
    }
    shown = [groups[name] for name in ORDERS[answers.stage] if groups[name]]
    return Result(answers, next_offer(answers), shown)
