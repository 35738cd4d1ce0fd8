// What the shades of the districts stand for. Knows steps; counts nothing.

import { addControl } from "./leaflet.js";

export function createLegend(map, { title, format }) {
  const heading = document.createElement("p");
  heading.className = "map-legend__title strong";
  heading.textContent = title;
  const rows = document.createElement("ul");
  rows.className = "map-legend__rows plain flush";
  const box = addControl(map, "topleft", "map-legend", [heading, rows]);
  box.hidden = true;

  function row(shade, text) {
    const item = document.createElement("li");
    const swatch = document.createElement("span");
    swatch.className = `map-legend__swatch${shade ? ` tone--shade-${shade}` : ""}`;
    item.append(swatch, text);
    return item;
  }

  return {
    /** `steps` as in shades.js. */
    show(steps) {
      const ranges = steps.map(({ from, to, shade }) => row(shade, from === to ? format(to) : `${format(from)}–${format(to)}`));
      rows.replaceChildren(row(0, format(0)), ...ranges);
      box.hidden = false;
    },
    hide() {
      box.hidden = true;
    },
  };
}
