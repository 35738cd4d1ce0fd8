// Reads the numbers beside filter values off a page. Knows its labels; changes nothing.

/** {parameter: {value: number}} of all values that a page's filter shows. */
export function countsIn(page) {
  const facets = {};
  for (const label of page.querySelectorAll("[data-facet]")) {
    const { facet, value } = label.dataset;
    facets[facet] ??= {};
    facets[facet][value] = Number(label.querySelector("[data-count]").textContent);
  }
  return facets;
}
