// Asks the server for suggestions. Knows its answer; knows no DOM.

/** Whether a suggestion changes nothing that the page around has locked. */
export function isOpen({ parameters = {} }, locked) {
  return Object.keys(parameters).every((name) => !locked.includes(name));
}

/** `load` of a combobox. `only`: "places" for those alone; `accepts(item)` leaves others out. */
export function createLoader({ url, language, only, accepts = () => true }) {
  return async (text, signal) => {
    const query = new URLSearchParams(only ? { q: text, only } : { q: text });
    const response = await fetch(`${url}?${query}`, { headers: { "Accept-Language": language }, signal });
    if (!response.ok) throw new Error(`${response.status}`);
    const { groups } = await response.json();
    return groups.map((group) => ({ ...group, items: group.items.filter(accepts) })).filter(({ items }) => items.length);
  };
}

export function comboboxTexts({ textList, textOne, textOther, textNone, textFailed }) {
  return { list: textList, one: textOne, other: textOther, none: textNone, failed: textFailed };
}
