"""A person's hand: the mouse goes to the words of a label, or to free space, and presses there."""

from playwright.sync_api import expect

# Both return a point in pixels from the element's corner: on its first words (of a field, which has its own,
# in its middle); where nothing lies inside it.
WORDS = """(one) => {
  const others = [...one.querySelectorAll("a, button, .visually-hidden")]; // a link in a label is not it
  const isOwn = (node) => node.data.trim() && !others.some((other) => other.contains(node));
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  const { left, top } = one.getBoundingClientRect();
  const range = document.createRange();
  while (texts.nextNode()) {
    range.selectNodeContents(texts.currentNode);
    const line = [...range.getClientRects()].find(({ width, height }) => width > 2 && height > 2);
    if (line && isOwn(texts.currentNode))
      return [line.left + line.width / 2 - left, line.top + line.height / 2 - top];
  }
  return one.matches("input, textarea, select") ? [one.offsetWidth / 2, one.offsetHeight / 2] : null;
}"""
FREE = """(one) => {
  const { left, top, width, height } = one.getBoundingClientRect();
  for (let y = 1; y < height; y += 2)
    for (let x = width - 2; x > 0; x -= 4)
      if (document.elementFromPoint(left + x, top + y) === one) return [x, y];
  return null;
}"""


def click_word(locator):
    """Presses on the words of an element once it stands still and nothing lies over it."""
    locator.click(trial=True)
    _press(locator, WORDS)


def click_free(locator):
    """Presses inside an element where nothing else is."""
    locator.scroll_into_view_if_needed()
    _press(locator, FREE)


def tick(box):
    """Ticks a box, or picks a radio button, by the words of its label."""
    _turn(box, checked=True)


def untick(box):
    _turn(box, checked=False)


def label_of(box):
    """The label around a box, or the one beside it that names it."""
    beside = f" | ancestor::html//label[@for='{name}']" if (name := box.get_attribute("id")) else ""
    return box.locator(f"xpath=(ancestor::label{beside})[1]")


def _turn(box, *, checked):
    expect(box).to_be_enabled()
    expect(box).to_be_checked(checked=not checked)
    click_word(label_of(box))
    expect(box).to_be_checked(checked=checked)


def _press(locator, where):
    corner, spot = locator.bounding_box(), locator.evaluate(where)
    assert spot, f"nowhere to press in {locator}"
    locator.page.mouse.click(corner["x"] + spot[0], corner["y"] + spot[1])
