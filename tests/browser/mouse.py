"""What a person does with a mouse: to click on the words that they read, as `page.mouse` does it."""

from tests.browser.pages import until

# The middle of the words, as they stand on the screen; of what has none, of the element itself.
MIDDLE = """(one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  const shown = ({ width, height }) => width > 1 && height > 1;
  const at = [...words.getClientRects(), one.getBoundingClientRect()].find(shown);
  return [at.x + at.width / 2, at.y + at.height / 2];
}"""
FADES_IN = "document.activeViewTransition != null"  # until then a click hits the picture of the page before


def press(target):
    """Clicks in the middle of its first words, once the page stands there and has faded in."""
    target.wait_for()
    target.page.wait_for_load_state()
    until(target.page, lambda: not target.page.evaluate(FADES_IN))
    target.scroll_into_view_if_needed()
    target.page.mouse.click(*target.evaluate(MIDDLE))
