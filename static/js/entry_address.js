// Addresses of pages, from the template that the page gives. Knows text; knows no DOM.

/** `template` holds `__slug__`, and on the exhibit a query of its own; `query` goes along to the entry's page. */
export function entryAddress(template, slug, query) {
  const joint = template.includes("?") ? "&" : "?";
  return template.replace("__slug__", encodeURIComponent(slug)) + (query && `${joint}${query}`);
}

/** Another page of the portal, on the exhibit with the query that the template has there. */
export function pageAddress(template, address) {
  const query = template.split("?")[1];
  return query ? `${address}?${query}` : address;
}
