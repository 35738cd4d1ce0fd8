// Closes panels that lie over the page (details with data-panel) as readers expect: with Escape, by a click beside them,
// by going elsewhere with the keyboard. Knows that they open and close; knows nothing of what they hold.

import { isPressed, pressStart } from "./press.js";

const OPEN = "details[data-panel][open]";

/** Call it once a page; panels may come and go. */
export function tamePanels() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    for (const panel of openPanels()) {
      event.preventDefault();
      leave(panel);
    }
  });
  document.addEventListener("click", ({ target }) => {
    const start = pressStart();
    if (!start) return; // Enter in a field clicks the form's button: nobody went anywhere
    for (const panel of openPanels()) if (!panel.contains(target) && !panel.contains(start)) panel.open = false;
  }, { capture: true }); // before the page takes away what was clicked
  document.addEventListener("focusin", ({ target }) => {
    if (isPressed()) return; // the focus follows the press; the click will tell
    for (const panel of openPanels()) if (isBeside(panel, target)) panel.open = false;
  });
}

/** In a dialog panels stand one below the other and stay; behind one, the keys are the dialog's. */
function openPanels() {
  return document.querySelector("dialog[open]") ? [] : [...document.querySelectorAll(OPEN)];
}

/** Not in the panel, and not around it: a click on its free space leaves the focus with the page. */
function isBeside(panel, element) {
  return !panel.contains(element) && !element.contains(panel);
}

function leave(panel) {
  const holdsFocus = !isBeside(panel, document.activeElement);
  panel.open = false;
  if (holdsFocus) panel.querySelector("summary").focus();
}
