// Asks the server for suggestions. Knows its answer; knows no DOM.

/** Whether a suggestion changes nothing that the page around has locked. */
export function isOpen({ parameters = {} }, locked) {
  return Object.keys(parameters).every((name) => !locked.includes(name));
}

/** The parameters of a query that the page around has locked: the entries to suggest are inside them. */
export function lockedPart(search, locked) {
  return [...new URLSearchParams(search)].filter(([name, value]) => value && name !== "q" && locked.includes(name));
}

/** `load` of a combobox. `only`: "places" for those alone; `accepts(item)` leaves others out; `inside()`: [name, value] pairs that
 * name the entries to suggest. */
export function createLoader({ url, language, only, accepts = () => true, inside = () => [] }) {
  return async (text, signal) => {
    const query = new URLSearchParams([["q", text], ...(only ? [["only", only]] : []), ...inside()]);
    const response = await fetch(`${url}?${query}`, { headers: { "Accept-Language": language }, signal });
    if (!response.ok) throw new Error(`${response.status}`);
    const { groups } = await response.json();
    return groups.map((group) => ({ ...group, items: group.items.filter(accepts) })).filter(({ items }) => items.length);
  };
}

export function comboboxTexts({ textList, textOne, textOther, textNone, textFailed }) {
  return { list: textList, one: textOne, other: textOther, none: textNone, failed: textFailed };
}
