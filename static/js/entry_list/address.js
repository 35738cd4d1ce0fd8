// The page's query as text: built clean from form fields, cut down for the map. Knows parameters; knows no DOM and no server.

// Parameters of the list alone: the map shows all pages, in no order.
const LIST_ONLY = ["page", "sort"];

/**
 * The query that a form asks for. `fields`: [name, value] pairs of the form; `owned`: names that the form has a control for;
 * `current`: the present query, whose other `parameters` stay (a place, an extent), and whose `kept` ones
 * always do: they change without the form (the map's view). Empty values and the page are left out.
 */
export function cleanQuery(fields, { owned, current, parameters, kept = [] }) {
  const query = new URLSearchParams();
  for (const [name, value] of fields) {
    const text = value.trim();
    if (text && !kept.includes(name)) query.append(name, text);
  }
  for (const [name, value] of new URLSearchParams(current)) {
    const stays = kept.includes(name) || (!owned.has(name) && isKnown(name, parameters));
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
  const query = new URLSearchParams(search);
  query.set(name, value);
  query.delete("page");
  return readable(query);
}

export function sameQuery(one, other) {
  return readable(new URLSearchParams(one)) === readable(new URLSearchParams(other));
}

function isKnown(name, parameters) {
  return parameters === undefined || parameters.includes(name);
}

// A comma needs no escape in a query (RFC 3986, section 3.4), and coordinates are full of them.
function readable(query) {
  return query.toString().replaceAll("%2C", ",");
}
