// Copies the address of this view. Knows the share menu; knows no query.

import { copyFrom } from "../copy.js";

/** `say(text)`: tells the reader what happened. The menu comes with the list and goes with it. */
export function createShare({ say }) {
  const field = () => document.querySelector("[data-link]");

  document.addEventListener("toggle", ({ target }) => {
    if (target.matches?.("[data-share]") && target.open) show(target);
  }, { capture: true });
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.("[data-copy-link]");
    if (!button) return;
    field().value = location.href;
    const copied = await copyFrom(field());
    say(copied ? button.dataset.done : button.dataset.selected);
    if (copied) button.textContent = button.dataset.done;
    document.querySelector("[data-link-selected]").hidden = copied;
  });

  function show(menu) {
    menu.querySelector("[data-copy-row]").hidden = false;
    field().value = location.href;
  }
}
