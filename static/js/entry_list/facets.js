// Writes how many entries each filter value would give. Knows the answer's facets and the filter's boxes; knows no map.

import { createNumber } from "../number.js";

/** The count of one value: a value that the answer does not name has none. */
export function countOf(facets, parameter, value) {
  return facets[parameter]?.[value] ?? 0;
}

/** Whether a value cannot be chosen: it would give nothing, is not chosen already, and does not hold the focus. */
export function isUseless({ count, checked, focused }) {
  return count === 0 && !checked && !focused;
}

/** The boxes of all filter values below this element. */
export function boxesIn(root) {
  return root.querySelectorAll(".option input");
}

/** The element that says how many entries a value would give. */
export function countBeside(box) {
  return box.closest(".option").querySelector(".option__count");
}

export function showCounts(root, facets, { language }) {
  const format = createNumber(language);
  for (const box of boxesIn(root)) {
    const count = countOf(facets, box.name, box.value);
    countBeside(box).textContent = format(count);
    box.disabled = isUseless({ count, checked: box.checked, focused: box === document.activeElement });
  }
}
