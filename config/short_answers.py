"""What a request gets that never reaches Django: a sentence in both languages, since nobody has looked at
whom we speak to."""

from dataclasses import dataclass
from http import HTTPStatus

PAUSE_SECONDS = 10


@dataclass(frozen=True)
class Refusal:
    status: HTTPStatus
    german: str
    english: str

    def whole(self):
        """The arguments of WSGI's `start_response`, and the pieces of the body."""
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Cache-Control", "no-store"),
            ("Content-Security-Policy", "default-src 'none'"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers.append(("Retry-After", str(PAUSE_SECONDS)))
        text = f"{self.german}\n{self.english}\n"
        return (f"{self.status.value} {self.status.phrase}", headers), [text.encode()]


class RefusedError(Exception):
    def __init__(self, refusal):
        super().__init__(refusal.english)
        self.refusal = refusal


TOO_MANY_DOWNLOADS = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Zurzeit wird zu viel auf einmal heruntergeladen. "
    f"Bitte versuchen Sie es in {PAUSE_SECONDS} Sekunden noch einmal.",
    f"Too much is being downloaded at once. Please try again in {PAUSE_SECONDS} seconds.",
)
TOO_MANY_SENDERS = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Zurzeit wird zu viel auf einmal gesendet. "
    f"Bitte gehen Sie zurück und senden Sie in {PAUSE_SECONDS} Sekunden noch einmal.",
    f"Too much is being sent at once. Please go back and send it again in {PAUSE_SECONDS} seconds.",
)
TOO_SLOW = Refusal(
    HTTPStatus.REQUEST_TIMEOUT,
    "Was Sie senden, kam zu langsam an. Bitte gehen Sie zurück und senden Sie noch einmal.",
    "What you sent arrived too slowly. Please go back and send it again.",
)
CUT = Refusal(
    HTTPStatus.BAD_REQUEST,
    "Was Sie senden, kam nicht ganz an. Bitte gehen Sie zurück und senden Sie noch einmal.",
    "What you sent did not arrive whole. Please go back and send it again.",
)


def too_large(largest):
    """Of what holds more than so many bytes."""
    megabytes = largest // 1024**2
    return Refusal(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"Was Sie senden, ist zu groß: höchstens {megabytes} MB. "
        "Bitte gehen Sie zurück und senden Sie weniger.",
        f"What you sent is too large: at most {megabytes} MB. Please go back and send less.",
    )
