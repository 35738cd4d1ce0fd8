// Marks on the map what is under the pointer or focus in the list, and back. Knows list cards and the entry layer's two signals.

const MARKED = "is-highlighted";

/** `onCard(id or undefined)` is called as the reader moves over cards. Returns `mark(holds)` for the other way. */
export function createHighlight({ onCard }) {
  let current;
  const card = ({ target }) => target.closest?.("[data-entry]") ?? undefined;

  function enter(event) {
    const next = card(event);
    if (next === current) return;
    current = next;
    onCard(current && Number(current.dataset.entry));
  }

  document.addEventListener("pointerover", enter);
  document.addEventListener("focusin", enter);

  return function mark(holds) {
    for (const element of document.querySelectorAll("[data-entry]")) {
      element.classList.toggle(MARKED, Boolean(holds?.(Number(element.dataset.entry))));
    }
  };
}
