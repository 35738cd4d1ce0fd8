// The two layers of the list page's map, entries and districts: one is shown, a button changes between them. Knows the layers; knows no address.

import { createButton } from "../map/controls.js";

const DISTRICTS = "districts";

/** `onLayer(name)`: the reader chose a layer, "districts" or "" for the entries. */
export function createMapLayers(map, { entries, districts, onLayer, onChange }) {
  const button = createButton(map, DISTRICTS, () => {
    set(districts.isShown() ? "" : DISTRICTS);
    onLayer?.(districts.isShown() ? DISTRICTS : "");
  });
  button.setAttribute("aria-pressed", "false");

  function set(name) {
    const withDistricts = name === DISTRICTS;
    if (withDistricts === districts.isShown()) return;
    button.setAttribute("aria-pressed", String(withDistricts));
    map.getContainer().classList.toggle("map--districts", withDistricts);
    entries.setShown(!withDistricts);
    districts.setShown(withDistricts);
    onChange();
  }

  return { button, set };
}
