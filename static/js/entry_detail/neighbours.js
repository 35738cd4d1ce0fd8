// The neighbours' shapes on the map of an entry, each tied to its card: hover or focus on one marks the other. Knows cards and Leaflet.
//
// A pointer may use the shapes; keyboard and screen reader have the cards, which say the same.

import { kindIcon } from "../map/icon.js";
import { anchors } from "./anchors.js";

const MARKED = "is-highlighted";

/** `neighbours`: [{ entry, kind, name, place: [latitude, longitude] }]; `list` holds their cards; `place` is the entry's own. */
export function addNeighbours(map, { neighbours, place, list }) {
  const spots = anchors(neighbours.map((one) => one.place), place);
  neighbours.forEach(({ entry, kind, name, place: there }, index) => {
    const card = list.querySelector(`[data-entry="${Number(entry)}"]`);
    const icon = L.divIcon({ className: "map-neighbour", iconSize: [24, 24], iconAnchor: spots[index], html: kindIcon(kind) });
    const marker = L.marker(there, { icon, keyboard: false, title: name }).addTo(map);
    const element = marker.getElement();
    element.setAttribute("aria-hidden", "true");
    const mark = (on) => {
      element.classList.toggle(MARKED, on);
      card?.classList.toggle(MARKED, on);
      marker.setZIndexOffset(on ? 2000 : 0);
    };
    marker.on({ mouseover: () => mark(true), mouseout: () => mark(false), click: () => card?.querySelector("a")?.click() });
    for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
      card?.addEventListener(event, () => mark(on));
    }
  });
}
