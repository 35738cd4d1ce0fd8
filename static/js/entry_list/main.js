// The map page: the address leads, list, form, counts and map follow. Knows the parts; each part knows only itself.

import { createFailure } from "../failure.js";
import { cleanQuery, filterQuery, sameQuery, withParameter } from "./address.js";
import { createEntryMap } from "./entry_map.js";
import { showSelected, tamePanels } from "./facet_panels.js";
import { showCounts } from "./facets.js";
import { readForm, writeForm } from "./form.js";
import { createHighlight } from "./highlight.js";
import { createList } from "./list.js";
import { createNavigation } from "./navigation.js";
import { createPlace } from "./place.js";
import { withChanges } from "./suggested.js";
import { createSuggestions } from "./suggestions.js";

const TYPING_PAUSE = 300; // milliseconds

const form = document.querySelector("[data-filter]");
const mapElement = document.querySelector("[data-map]");
const live = document.querySelector("#live");
const parameters = form.dataset.parameters?.split(" ");
const locked = form.dataset.locked?.split(" ") ?? [];
const kept = form.dataset.kept?.split(" ");
const results = () => document.querySelector("#results");
const filter = () => filterQuery(location.search, parameters);

const loadList = createList();
const navigation = createNavigation({ onMove: follow });
const entryMap = createEntryMap(mapElement, {
  filter,
  listAddress: (bbox) => `${location.pathname}?${withParameter(location.search, "bbox", bbox)}`,
  onFacets: (facets) => showCounts(form, facets, { language: mapElement.dataset.language }),
  onHover: (holds) => mark(holds),
  onMoved: (view) => remember("view", view),
  onLayer: (layer) => remember("layer", layer),
  onRegion: (ags) => narrow({ region: ags }),
  onInView: (bbox) => narrow({ bbox }),
});
const place = createPlace(form.querySelector("[data-place]"), { narrow, extent: mapElement.dataset.extent.split(",").map(Number) });
createSuggestions(form.querySelector("#q"), { narrow, filter, locked, ...mapElement.dataset });
const mark = createHighlight({ onCard: entryMap.highlight });

/** Brings everything in line with the address. `typing`: the control being written in; `link`: the link that was followed. */
async function follow({ typing, link }) {
  const fromList = results().contains(link);
  const heldFocus = results().contains(document.activeElement);
  writeForm(form, location.search, { sort: results().dataset.sort, typing });
  place.follow(location.search);
  showSelected(form);
  keepQuery();
  document.querySelector("#list-failure")?.remove();
  entryMap.refresh();
  results().classList.add("is-loading");
  try {
    if (!(await loadList(location.pathname + location.search))) return;
  } catch {
    results().classList.remove("is-loading");
    showListFailure({ typing, link });
    return;
  }
  writeForm(form, location.search, { sort: results().dataset.sort, typing: document.activeElement });
  showSelected(form);
  keepQuery();
  document.title = results().dataset.title;
  live.textContent = results().dataset.message;
  if (link || heldFocus) focusHeading({ scroll: link && (!fromList || link.closest("nav")) });
}

function focusHeading({ scroll }) {
  const heading = results().querySelector("h2");
  heading?.focus({ preventScroll: true });
  if (scroll) results().scrollIntoView({ block: "start" });
}

function keepQuery() {
  for (const link of document.querySelectorAll("a[data-keep-query]")) link.search = location.search;
}

/** Keeps what the page itself shows in the address; the query stays as it is. */
function remember(name, value) {
  const query = new URLSearchParams(location.search);
  if (value) query.set(name, value);
  else query.delete(name);
  history.replaceState(history.state, "", `${location.pathname}?${query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",")}`);
}

/** `changes`: parameter -> what it becomes, null for nothing. */
function narrow(changes) {
  clearTimeout(timer);
  const query = withChanges(location.search, changes, locked);
  if (!sameQuery(query, location.search)) navigation.go(query);
}

function showListFailure(cause) {
  const { textFailed, textRetry } = form.dataset;
  const failure = createFailure({
    text: textFailed ?? mapElement.dataset.textFailed,
    retry: textRetry ?? mapElement.dataset.textRetry,
    onRetry() {
      results().querySelector("h2")?.focus({ preventScroll: true });
      follow(cause);
    },
  });
  failure.id = "list-failure";
  results().before(failure);
}

function ask({ typing } = {}) {
  const { fields, owned } = readForm(form);
  const query = cleanQuery(fields, { owned, current: location.search, parameters, kept });
  const failed = document.querySelector("#list-failure") !== null;
  if (failed || !sameQuery(query, location.search)) navigation.go(query, { typing });
}

let timer;
document.addEventListener("input", ({ target, isComposing }) => {
  if (target.form !== form || !["search", "text"].includes(target.type)) return;
  clearTimeout(timer);
  if (!isComposing) timer = setTimeout(() => ask({ typing: target }), TYPING_PAUSE);
});
document.addEventListener("change", ({ target }) => {
  if (target.form !== form) return;
  clearTimeout(timer);
  ask();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  ask();
});

form.classList.add("is-live"); // changes apply at once: no panel needs its own button
tamePanels(form);
writeForm(form, location.search, { sort: results().dataset.sort });
place.follow(location.search);
showSelected(form);
keepQuery();
const { bbox, view, layer } = Object.fromEntries(new URLSearchParams(location.search));
if (bbox) entryMap.show(bbox);
if (view) entryMap.setView(view);
if (layer) entryMap.setLayer(layer);
entryMap.refresh();
