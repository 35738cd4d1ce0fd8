// Asks the server for suggestions, and says what a change makes of a query. Knows addresses; knows no DOM.

/** The query with changes: a text or a list of texts sets a parameter, null removes it; the page starts anew. What is `locked` stays. */
export function withChanges(search, changes, locked = []) {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (locked.includes(name === "radius" ? "near" : name)) continue;
    query.delete(name);
    for (const text of [value ?? []].flat()) if (text) query.append(name, text);
  }
  query.delete("page");
  if (!query.has("near")) {
    query.delete("radius");
    if (query.get("sort") === "distance") query.delete("sort");
  }
  return query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

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
