// Turns counts and cells into words, with texts that the page brings. Knows plural forms and towns; writes nothing.

import { createNumber } from "../number.js";
import { onlyKind } from "./cells.js";

/** `texts` is the map element's dataset, `kinds` maps a kind to its label, `towns()` the names of towns by their official keys, as far as they are known. */
export function createWording({ texts, kinds, towns }) {
  const format = createNumber(texts.language);
  const fill = (text, count) => text.replace("{count}", format(count));

  function entries(count) {
    return fill(count === 1 ? texts.textEntriesOne : texts.textEntriesOther, count);
  }

  /**
   * "12 Einträge in Aachen", or "bei" where some are in other towns, and the kind's label when all are of one kind. `kindNames`: the
   * columns of the cell's counts.
   */
  function describe(cell, kindNames, count = cell.count) {
    const town = towns().get(cell.place?.ags);
    const place = town ? (cell.place.isWhole ? texts.textInside : texts.textNear).replace("{place}", () => town) : "";
    const kind = kinds[kindNames[onlyKind(cell)]];
    return [entries(count), place, kind && `(${kind})`].filter(Boolean).join(" ");
  }

  /** "Kleve, 3 Einträge" */
  function describeDistrict(name, count) {
    return `${name}, ${entries(count)}`;
  }

  return { describe, describeDistrict, fill, format };
}
