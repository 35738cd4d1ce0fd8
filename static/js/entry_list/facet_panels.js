// Closes an open filter panel as a reader expects: with Escape, or by going elsewhere. Knows the panels; knows no values.

const OPEN = "details[data-facet-panel][open]";

/** `isTamed()`: whether panels close by themselves now; stacked in a dialog they stay open. */
export function tamePanels(form, { isTamed = () => true } = {}) {
  const openPanel = () => (isTamed() ? form.querySelector(OPEN) : null);

  form.addEventListener("keydown", (event) => {
    const panel = openPanel();
    if (event.key !== "Escape" || !panel) return;
    event.preventDefault();
    const heldFocus = panel.contains(document.activeElement);
    panel.open = false;
    if (heldFocus) panel.querySelector("summary").focus();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    const panel = openPanel();
    if (panel && !panel.contains(target)) panel.open = false;
  });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    const panel = openPanel();
    if (panel && relatedTarget && !panel.contains(relatedTarget)) panel.open = false;
  });
}

/** Writes beside each panel's name how many of its values are chosen; `others`: panel -> chosen values that have no box. */
export function showSelected(form, others = {}) {
  for (const panel of form.querySelectorAll("[data-facet-panel]")) {
    const chosen = panel.querySelectorAll("input:checked").length + (others[panel.dataset.facetPanel] ?? 0);
    panel.querySelector("[data-selected]").textContent = chosen || "";
  }
}
