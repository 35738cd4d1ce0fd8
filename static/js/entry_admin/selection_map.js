// The entries of a list of the administration on the public map's own modules. Knows the page's addresses; knows no list.

import { createEntryMap } from "../entry_list/entry_map.js";

const element = document.querySelector("[data-map]");
const { listUrl } = document.querySelector("[data-list-url]").dataset;

/** The list with one more filter. */
function listAddress(name, value) {
  const address = new URL(listUrl, location.href);
  address.searchParams.set(name, value);
  return address.pathname + address.search;
}

const map = createEntryMap(element, {
  filter: () => location.search.slice(1),
  entryQuery: () => "",
  listAddress: (bbox) => listAddress("bbox", bbox),
  onFacets() {},
  onHover() {},
  onRegion: (ags) => ags && location.assign(listAddress("district", ags)),
  onInView: (bbox) => location.assign(listAddress("bbox", bbox)),
});
map.show(element.dataset.extent);
map.refresh({ fit: true });
