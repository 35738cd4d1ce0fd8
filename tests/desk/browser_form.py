"""What a browser would send of a page's form that nobody has touched."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.sent, self.select, self.area, self.inside = {}, None, None, False
        self.feed(page)

    def add(self, name, value):
        self.sent.setdefault(name, []).append(value)

    def handle_starttag(self, tag, pairs):
        given = dict(pairs)
        if tag == "form":
            self.inside = given.get("method") == "post" and "logout" not in (given.get("action") or "")
        name = given.get("name")
        if not self.inside or "disabled" in given:
            return
        kind = given.get("type", "text")
        if tag == "input" and name and kind not in ("submit", "file", "image", "button"):
            if kind not in ("checkbox", "radio") or "checked" in given:
                self.add(name, given.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.add(self.select, given.get("value", ""))
        elif tag == "textarea":
            self.area = name
            self.add(name, "")

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None
        elif tag == "form":
            self.inside = False

    def handle_data(self, text):
        if self.area:
            self.sent[self.area][-1] += text.removeprefix("\n") if not self.sent[self.area][-1] else text


def sent_by(response):
    """Name -> texts of the form of this page, without the choices of its buttons."""
    sent = _Form(response.content.decode()).sent
    return {name: texts for name, texts in sent.items() if name != "csrfmiddlewaretoken"}
