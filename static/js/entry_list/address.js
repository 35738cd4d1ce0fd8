// The page's query as text: built clean from form fields, cut down for the map. Knows parameters; knows no DOM and no server.

// Parameters of the list alone: the map shows all pages, in no order.
const LIST_ONLY = ["page", "sort"];
const PLACE = ["region", "near", "radius", "bbox"];

/**
 * The query that a form asks for. `fields`: [name, value] pairs of the form; `owned`: names that the form has a control for;
 * `current`: the present query, whose other `parameters` stay (a place, an extent), and whose `kept` ones
 * always do: they change without the form (the map's view). `boxes`: name -> values that have a box, where others may
 * be in force: those stay too. Empty values and the page are left out.
 */
export function cleanQuery(fields, { owned, current, parameters, kept = [], boxes = {} }) {
  const query = new URLSearchParams();
  for (const [name, value] of fields) {
    const text = value.trim();
    if (text && !kept.includes(name) && isKnown(name, parameters)) query.append(name, text);
  }
  for (const [name, value] of new URLSearchParams(current)) {
    const hasControl = owned.has(name) && (boxes[name]?.has(value) ?? true);
    const stays = kept.includes(name) || (!hasControl && isKnown(name, parameters));
    if (value && name !== "page" && stays) query.append(name, value);
  }
  return readable(query);
}

/** The part of a query that decides which entries match. `parameters`: the names that the API knows; without them all pass. */
export function filterQuery(search, parameters) {
  const query = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search)) {
    if (value && !LIST_ONLY.includes(name) && isKnown(name, parameters)) query.append(name, value);
  }
  return readable(query);
}

/** The same query with one parameter set; the page starts anew. */
export function withParameter(search, name, value) {
  return withChanges(search, { [name]: value });
}

/**
 * The query with changes: a text or a list of texts sets a parameter, nothing takes it out; the page starts anew.
 * What means nothing without a place goes with it; what is `locked` stays.
 */
export function withChanges(search, changes, locked = []) {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (locked.includes(name === "radius" ? "near" : name)) continue;
    const texts = [value ?? []].flat().filter(Boolean);
    if (texts.length === 1) query.set(name, texts[0]);
    else {
      query.delete(name);
      for (const text of texts) query.append(name, text);
    }
  }
  query.delete("page");
  if (!query.has("near")) {
    query.delete("radius");
    if (query.get("sort") === "distance") query.delete("sort");
  }
  return readable(query);
}

/**
 * The query that a link of a list leads to. The list was made for `listed`, the link leads on to `to`; where the address has changed since
 * then (the next list is on its way), the step is taken from where the reader is: what the link adds is added, what it takes out
 * is taken out. A page of another list means nothing. `all`: the link takes out every filter, a newer one as well.
 */
export function afterStep(search, { listed, to, all = false, parameters, kept }) {
  const [now, before, after] = [search, listed, to].map((text) => new URLSearchParams(text));
  if (sameQuery(now, before)) return to;
  if (all) return cleanQuery([...after], { owned: new Set(parameters), current: search, parameters, kept });
  const stays = [...now].filter((pair) => !holds(before, pair) || holds(after, pair));
  const added = [...after].filter((pair) => !holds(before, pair) && !holds(now, pair));
  const query = withChanges(new URLSearchParams([...stays, ...added]), {});
  const page = filterQuery(search, parameters) === filterQuery(listed, parameters) && after.get("page");
  return page ? `${query}&page=${page}` : query;
}

function holds(query, [name, value]) {
  return query.getAll(name).includes(value);
}

/** The part of a query that says where: a change of it moves the map. */
export function placeQuery(search) {
  const query = new URLSearchParams(search);
  return readable(new URLSearchParams([...query].filter(([name, value]) => value && PLACE.includes(name))));
}

/** How many values are in force of these parameters, leaving out what is locked and no choice of the reader's. */
export function countValues(search, names, locked = []) {
  const open = names.filter((name) => !locked.includes(name));
  return new Set([...new URLSearchParams(search)].filter(([name, value]) => value && open.includes(name)).map(String)).size;
}

export function sameQuery(one, other) {
  return readable(new URLSearchParams(one)) === readable(new URLSearchParams(other));
}

function isKnown(name, parameters) {
  return parameters === undefined || parameters.includes(name);
}

// Neither needs an escape in a query (RFC 3986, section 3.4), and coordinates and views are full of them.
function readable(query) {
  return query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
}
