// Real buttons over the largest cells in view, for keyboard and screen reader: one tab stop, arrow keys inside. Knows DOM and positions; knows no map.
//
// An arrow leads to the next button in its direction; Page Up and Page Down go through all of them in reading order.
// Pointers pass through them to the map, which has its own hit test.

import { isArrow, neighbour } from "./directions.js";

const AT_MOST = 60;
const ROW = 44; // cells whose centres lie within one such band are read from left to right

/**
 * `name(cell)` is the accessible name, `pressed(cell)` whether it is chosen, where that can be; `onOpen(cell)` and `onFocus(cell or null)` report what the reader does; `onEmpty` takes the
 * focus when no cell is left.
 */
export function createMarkerButtons(parent, { label, name, pressed, onOpen, onFocus, onEmpty }) {
  const group = document.createElement("div");
  group.className = "map-markers";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  parent.append(group);

  let shown = []; // { key, cell, button } in reading order
  let current;
  let visited; // the cell that had the focus last

  group.addEventListener("keydown", (event) => {
    const step = { PageDown: 1, PageUp: -1 }[event.key];
    const at = shown.findIndex(({ button }) => button === event.target);
    if (at < 0) return;
    if (isArrow(event.key)) focus(inDirection(event.key, shown[at]));
    else if (step) focus(shown[(at + step + shown.length) % shown.length]);
    else if (event.key === "Home") focus(shown[0]);
    else if (event.key === "End") focus(shown.at(-1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  group.addEventListener("click", (event) => {
    event.stopPropagation();
    const marker = shown.find(({ button }) => button === event.target);
    if (marker) onOpen(marker.cell);
  });
  group.addEventListener("focusin", (event) => {
    const marker = shown.find(({ button }) => button === event.target);
    if (!marker) return;
    makeCurrent(marker);
    visited = marker.cell;
    onFocus(marker.cell);
  });
  group.addEventListener("focusout", () => onFocus(null));

  function inDirection(key, from) {
    const cell = neighbour(shown.map((marker) => marker.cell), from.cell, key);
    return shown.find((marker) => marker.cell === cell) ?? from;
  }

  function focus(marker) {
    makeCurrent(marker);
    marker.button.focus({ preventScroll: true });
  }

  function makeCurrent(marker) {
    if (current) current.button.tabIndex = -1;
    current = marker;
    if (current) current.button.tabIndex = 0;
  }

  /** `cells` in view, and the view whose corner is the parent's. The focus moves to the nearest cell when its own has gone. */
  function show(cells, { zoom, left, top }) {
    const before = new Map(shown.map((marker) => [marker.key, marker]));
    const focused = shown.find(({ button }) => button === document.activeElement);
    shown = inReadingOrder(largest(cells)).map((cell) => {
      const key = `${zoom}/${Math.round(cell.x)}/${Math.round(cell.y)}/${cell.count}`;
      const marker = before.get(key) ?? { key, button: createButton() };
      before.delete(key);
      marker.cell = cell;
      return marker;
    });
    for (const { cell, button } of shown) {
      button.setAttribute("aria-label", name(cell));
      if (pressed) button.setAttribute("aria-pressed", String(pressed(cell)));
      button.style.transform = `translate(${cell.x - left}px, ${cell.y - top}px)`;
    }
    arrange();
    makeCurrent(nearest(visited) ?? shown[0]);
    if (focused) {
      if (!before.has(focused.key)) onFocus(focused.cell);
      else if (current) focus(current);
      else onEmpty();
    }
    for (const { button } of before.values()) button.remove();
    group.hidden = shown.length === 0;
  }

  /** Puts the buttons into reading order without moving the one that has focus: moving it would drop the focus. */
  function arrange() {
    let next = null;
    for (const { button } of [...shown].reverse()) {
      if (button !== document.activeElement && button.nextSibling !== next) group.insertBefore(button, next);
      else if (!button.parentNode) group.insertBefore(button, next);
      next = button;
    }
  }

  function nearest(anchor) {
    if (!anchor) return undefined;
    const [x, y] = middle(anchor);
    const distance = ({ cell }) => Math.hypot(middle(cell)[0] - x, middle(cell)[1] - y);
    return shown.reduce((best, marker) => (best && distance(best) <= distance(marker) ? best : marker), undefined);
  }

  return {
    show,
    /** Focuses the button nearest to a cell; false when there is none. */
    focusNear(cell) {
      const marker = nearest(cell);
      if (marker) focus(marker);
      return Boolean(marker);
    },
  };
}

function createButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "map-marker";
  button.tabIndex = -1;
  return button;
}

function largest(cells) {
  return [...cells].sort((one, other) => other.count - one.count).slice(0, AT_MOST);
}

function inReadingOrder(cells) {
  const row = ({ y }) => Math.floor(y / ROW);
  return [...cells].sort((one, other) => row(one) - row(other) || one.x - other.x);
}

// In world units, so that cells of different zooms can be compared.
function middle({ minX, maxX, minY, maxY }) {
  return [(minX + maxX) / 2, (minY + maxY) / 2];
}
