// Says how much is chosen in each filter panel. Knows the panels; knows no values.

/** Writes beside each panel's name how many of its values are chosen; `others`: panel -> chosen values that have no box. */
export function showSelected(form, others = {}) {
  for (const panel of form.querySelectorAll("[data-facet-panel]")) {
    const chosen = panel.querySelectorAll("input:checked").length + (others[panel.dataset.facetPanel] ?? 0);
    panel.querySelector("[data-selected]").textContent = chosen || "";
  }
}
