// Writes how many entries each filter value would give. Knows the answer's facets and the filter's labels; knows no map.

/** The count of one value: a value that the answer does not name has none. */
export function countOf(facets, parameter, value) {
  return facets[parameter]?.[value] ?? 0;
}

/** Whether a value cannot be chosen: it would give nothing, is not chosen already, and does not hold the focus. */
export function isUseless({ count, checked, focused }) {
  return count === 0 && !checked && !focused;
}

export function showCounts(root, facets, { language }) {
  const number = new Intl.NumberFormat(language);
  for (const label of root.querySelectorAll("[data-facet]")) {
    const count = countOf(facets, label.dataset.facet, label.dataset.value);
    const text = label.querySelector("[data-count]");
    if (text) text.textContent = number.format(count);
    const input = label.querySelector("input") ?? label.control;
    if (input) input.disabled = isUseless({ count, checked: input.checked, focused: input === document.activeElement });
  }
}
