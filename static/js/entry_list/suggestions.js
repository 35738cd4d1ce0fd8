// Suggestions below the search field: an entry or another page opens, a place or a word of a vocabulary joins the query. Knows the field; knows no list.

import { createCombobox } from "../combobox.js";
import { entryAddress, pageAddress } from "../entry_address.js";
import { kindIcon } from "../map/icon.js";
import { comboboxTexts, createLoader, isOpen, lockedPart } from "./suggested.js";

/** `filter()`: the query that goes along to an entry's page; `entryUrl`, `entryTarget`: that page and its window. */
export function createSuggestions(input, { narrow, filter, locked, entryUrl, entryTarget }) {
  const texts = input?.dataset;
  if (!texts?.suggestionsUrl) return;

  createCombobox(input, {
    load: createLoader({
      url: texts.suggestionsUrl,
      language: texts.language,
      accepts: (item) => isOpen(item, locked),
      inside: () => lockedPart(filter(), locked),
    }),
    texts: comboboxTexts({ ...texts, textNone: "" }), // the list below says that there is nothing
    icon: ({ kind }) => kind && kindIcon(kind),
    onChoose(item) {
      if (item.slug) open(entryAddress(entryUrl, item.slug, filter()));
      else if (item.address) open(pageAddress(entryUrl, item.address));
      else add(item.parameters);
    },
  });

  function open(address) {
    if (entryTarget) window.open(address, entryTarget, "noopener");
    else location.assign(address);
  }

  /** A place takes the place of another one; words of a vocabulary gather. */
  function add(parameters) {
    const changes = { q: null };
    if (parameters.region || parameters.near) Object.assign(changes, { region: null, near: null, radius: null }, parameters);
    else {
      const query = new URLSearchParams(location.search);
      for (const [name, value] of Object.entries(parameters)) changes[name] = [...new Set([...query.getAll(name), value])];
    }
    input.value = "";
    narrow(changes);
  }
}
