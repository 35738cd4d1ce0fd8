// The print view: a map that shows all hits and stands still, and a button that prints. Knows the map of the list page; asks for no list.

import { filterQuery } from "../entry_list/address.js";
import { createEntryMap } from "../entry_list/entry_map.js";

const MARGIN = 0.02; // degrees around the hits: two kilometres

const { parameters, bounds } = document.querySelector(".paper__map")?.dataset ?? {};
const element = document.querySelector("[data-map]");
if (element) {
  const entryMap = createEntryMap(element, {
    filter: () => filterQuery(location.search, parameters.split(" ")),
    listAddress: () => location.href,
    onFacets() {},
    onHover() {},
  });
  if (bounds) {
    const [west, south, east, north] = bounds.split(",").map(Number);
    entryMap.show([west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN].join(","));
  }
  element.inert = true; // a picture: nothing on it is to be used
  entryMap.refresh();
}

const button = document.querySelector("[data-print]");
button.hidden = false;
button.addEventListener("click", () => window.print());
