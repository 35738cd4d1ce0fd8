// On a narrow screen the filters open as a dialog over the page. Knows the dialog and where the filters stand; knows no values.

import { createNumber } from "../number.js";

const NARROW = window.matchMedia("(max-width: 40rem)");

/** `onClear()`: the reader takes all filters away. Returns `{ isOpen, show({ total, chosen }) }`. */
export function createFilterDialog(form, { onClear, language }) {
  const dialog = form.querySelector("[data-filter-dialog]");
  const facets = form.querySelector("[data-filter-facets]");
  const opener = form.querySelector("[data-filter-open]");
  const body = form.querySelector("[data-filter-body]");
  const shown = form.querySelector("[data-filter-show]");
  const format = createNumber(language);

  function open() {
    body.append(facets); // the same controls: nothing is chosen twice
    dialog.showModal();
  }

  function putBack() {
    opener.after(facets);
  }

  opener.addEventListener("click", open);
  dialog.addEventListener("close", () => {
    for (const panel of facets.querySelectorAll("details[open]")) panel.open = false;
    putBack();
    opener.focus({ preventScroll: true });
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close(); // beside the dialog
  });
  form.querySelector("[data-filter-close]").addEventListener("click", () => dialog.close());
  shown.addEventListener("click", () => dialog.close());
  form.querySelector("[data-filter-clear]").addEventListener("click", onClear);
  NARROW.addEventListener("change", ({ matches }) => {
    if (!matches && dialog.open) dialog.close();
  });

  return {
    isOpen: () => dialog.open,
    /** `total`: hits of the present query, undefined while nobody knows; `chosen`: values in force. */
    show({ total, chosen }) {
      opener.querySelector("[data-filter-number]").textContent = chosen || "";
      if (total === undefined) return;
      shown.textContent = total === 1 ? shown.dataset.one : shown.dataset.other.replace("{count}", format(total));
    },
  };
}
