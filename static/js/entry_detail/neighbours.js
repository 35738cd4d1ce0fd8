// The neighbours' shapes on the map of an entry, each tied to its card: hover or focus on one marks the other. Knows cards and the map.
//
// A pointer may use the shapes; keyboard and screen reader have the cards, which say the same. Several at one spot are a number, which
// opens their list.

import { kindIcon } from "../map/icon.js";
import { createMarker, createPopup } from "../map/leaflet.js";
import { createPopupFrame } from "../map/popup.js";
import { anchorOf, gathered } from "./gathered.js";

const MARKED = "is-highlighted";
const SHAPE = 24; // pixels
const DISC = 30;
const ON_TOP = 2000;
const AROUND = 40; // pixels that a list keeps from the edges of the map, both sides together

/**
 * `neighbours`: [{ entry, kind, name, place: [latitude, longitude], exact }]; `list` holds their cards; `place` is the entry's own.
 */
export function addNeighbours(map, { neighbours, place, list }) {
  for (const group of gathered(neighbours, place)) addGroup(map, group, list);
}

function addGroup(map, group, list) {
  const { members } = group;
  const cards = members.map(({ entry }) => list.querySelector(`[data-entry="${Number(entry)}"]`));
  const look = members.length === 1 ? shapeOf(members[0]) : discOf(members);
  const marker = createMarker(group.place, {
    ...look,
    anchor: anchorOf(group, look.size[0]),
    keyboard: false,
    title: members.map(({ name }) => name).join("\n"),
  }).addTo(map);
  const element = marker.getElement();
  element.setAttribute("aria-hidden", "true");
  const mark = (on, marked = cards) => {
    element.classList.toggle(MARKED, on);
    for (const card of marked) card?.classList.toggle(MARKED, on);
    marker.setZIndexOffset(on ? ON_TOP : 0);
  };
  const open = () => {
    if (members.length === 1) linkIn(cards[0])?.click();
    else openList(map, group.place, members, cards);
  };
  marker.on({ mouseover: () => mark(true), mouseout: () => mark(false), click: open });
  for (const card of cards) {
    for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
      card?.addEventListener(event, () => mark(on, [card]));
    }
  }
}

function shapeOf({ kind, exact }) {
  const className = `map-neighbour${exact ? "" : " map-neighbour--town"}`;
  return { className, size: [SHAPE, SHAPE], content: kindIcon(kind) };
}

function discOf(members) {
  const number = document.createElement("b");
  number.textContent = String(members.length);
  return { className: "map-neighbour map-neighbour--several numbers", size: [DISC, DISC], content: number };
}

function openList(map, place, members, cards) {
  const { textEntriesOther, textClose } = map.getContainer().dataset;
  const title = document.createElement("p");
  title.className = "map-popup__title row-2 strong";
  title.textContent = textEntriesOther.replace("{count}", String(members.length));
  const { frame, fill } = createPopupFrame({ label: title.textContent, close: textClose, onClose: () => map.closePopup(popup) });
  fill([title, listOf(members, cards)]);
  const { x: width, y: height } = map.getSize();
  frame.style.maxHeight = `${height - AROUND}px`;
  const popup = createPopup(place, frame, { closeButton: false, minWidth: 0, maxWidth: width - AROUND, className: "map-popup-box" });
  popup.openOn(map);
  map.getContainer().classList.add("map--popup-open");
  popup.on("remove", () => map.getContainer().classList.remove("map--popup-open"));
}

function listOf(members, cards) {
  const rows = document.createElement("ul");
  rows.className = "map-popup__list";
  members.forEach(({ kind, name }, index) => {
    const link = document.createElement("a");
    link.href = linkIn(cards[index])?.href ?? "";
    link.textContent = name;
    const row = document.createElement("li");
    row.className = "map-popup__row row-2 baseline";
    row.append(kindIcon(kind), link);
    rows.append(row);
  });
  return rows;
}

function linkIn(card) {
  return card?.querySelector("a[href]");
}
