// Reads the numbers beside filter values off a page. Knows its boxes; changes nothing.

import { boxesIn, countBeside } from "../entry_list/facets.js";

/** {parameter: {value: number}} of all values that a page's filter shows. */
export function countsIn(page) {
  const facets = {};
  for (const box of boxesIn(page)) {
    facets[box.name] ??= {};
    facets[box.name][box.value] = Number(countBeside(box).textContent);
  }
  return facets;
}
