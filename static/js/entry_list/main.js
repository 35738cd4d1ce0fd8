// The map page: the address leads, list, form, counts and map follow. Knows the parts; each part knows only itself.

import { createFailure } from "../failure.js";
import { loadLand } from "../map/land.js";
import { tamePanels } from "../panels.js";
import { afterStep, cleanQuery, countValues, filterQuery, placeQuery, sameQuery, withChanges, withParameter } from "./address.js";
import { createEntryMap } from "./entry_map.js";
import { showSelected } from "./facet_panels.js";
import { searchFacets } from "./facet_search.js";
import { showCounts } from "./facets.js";
import { createFilterDialog } from "./filter_dialog.js";
import { readForm, writeForm } from "./form.js";
import { createHighlight } from "./highlight.js";
import { createList } from "./list.js";
import { createNavigation } from "./navigation.js";
import { createPlace } from "./place.js";
import { createScroll } from "./scroll.js";
import { createShare } from "./share.js";
import { createSuggestions } from "./suggestions.js";
import { createTowns } from "./towns.js";

const TYPING_PAUSE = 300; // milliseconds
const WITHOUT_BOX = ["near", "bbox", "founded"]; // filters without a box to tick

const form = document.querySelector("[data-filter]");
const mapElement = document.querySelector("[data-map]");
const live = document.querySelector("#live");
const parameters = form.dataset.parameters?.split(" ");
const locked = form.dataset.locked?.split(" ") ?? [];
const kept = form.dataset.kept?.split(" ");
const results = () => document.querySelector("#results");
const filter = () => filterQuery(location.search, parameters);

let counted = {}; // the counts of the last answer
const loadList = createList(form.dataset);
const scroll = createScroll();
const navigation = createNavigation({ onMove: follow, onLeave: scroll.keep, prepare });
const language = document.documentElement.lang;
let entryMap; // comes in a task of its own: nobody who presses something waits for all of the page
const makeMap = () =>
  createEntryMap(mapElement, {
    filter,
    listAddress: (bbox) => `${location.pathname}?${withParameter(location.search, "bbox", bbox)}`,
    onFacets(facets) {
      counted = facets;
      showCounts(form, facets, { language });
    },
    onHover: (holds) => mark(holds),
    onMoved: (view) => navigation.remember(withState("view", view)),
    onLayer: (layer) => navigation.remember(withState("layer", layer)),
    onRegion: (ags) => narrow({ region: ags }, { keepView: true }),
    onInView: (bbox) => narrow({ bbox }, { keepView: true }),
  });
const place = createPlace(form.querySelector("[data-place]"), {
  narrow,
  extent: mapElement.dataset.extent.split(",").map(Number),
});
const towns = createTowns(form.querySelector("[data-place]"), {
  load: () => loadLand(mapElement.dataset.landUrl),
  onShown() {
    showState(document.activeElement);
    showCounts(form, counted, { language });
  },
});
createSuggestions(form.querySelector("#q"), { narrow, filter, locked, ...mapElement.dataset });
const mark = createHighlight({ onCard: (id) => entryMap?.highlight(id) });
const dialog = createFilterDialog(form, { language, onClear: () => navigation.go(results().dataset.everything.split("?")[1] ?? "") });
let shownPlace = placeQuery(location.search);
let listed = location.search; // the query of the list that is in the page

/** Where the query says another place, the map goes there: the view that it had means nothing any more. */
function prepare(asked, { keepView, link }) {
  const all = link?.dataset.swap === "all";
  const query = results().contains(link) ? afterStep(location.search, { listed, to: asked, all, parameters, kept }) : asked;
  return keepView || placeQuery(query) === placeQuery(location.search) ? query : withState("view", "", query);
}

/**
 * Brings everything in line with the address. `typing`: the control being written in; `link`: the link that was followed;
 * `keepView`: the map is where the reader wants it; `back`: an address that was here before.
 */
async function follow(cause) {
  const { typing, link, back, keepView } = cause;
  const fromList = results().contains(link);
  const heldFocus = results().contains(document.activeElement);
  const isElsewhere = placeQuery(location.search) !== shownPlace;
  shownPlace = placeQuery(location.search);
  showState(typing);
  document.querySelector("#list-failure")?.remove();
  if (back) showMap();
  else entryMap?.refresh({ fit: isElsewhere && !keepView });
  results().classList.add("is-loading");
  const asked = location.search;
  try {
    if (!(await loadList(location.pathname + asked))) return;
  } catch {
    results().classList.remove("is-loading");
    showListFailure(cause);
    return;
  }
  listed = asked;
  showState(document.activeElement);
  document.title = results().dataset.title;
  live.textContent = results().dataset.message;
  const moves = link && (!fromList || link.closest("nav"));
  const wentOn = heldFocus && isOutside(document.activeElement); // while a slow answer was on its way
  if (!dialog.isOpen() && !wentOn && (link || heldFocus)) focusHeading({ scroll: moves });
  if (back) scroll.restore();
}

/** Form, chosen numbers and links say what the address and the list say. */
function showState(typing) {
  writeForm(form, location.search, { sort: results().dataset.sort, typing });
  place.follow(location.search);
  towns.follow(location.search);
  showSelected(form, { region: countValues(location.search, ["near"], locked) });
  keepQuery();
  const loading = results().classList.contains("is-loading");
  const checked = form.querySelectorAll("[data-facet-panel] input:checked").length;
  const chosen = checked + countValues(location.search, WITHOUT_BOX, locked);
  dialog.show({ total: loading ? undefined : Number(results().dataset.total), chosen });
}

/** Shows on the map what the address says: its view, else its extent, else its place, else the whole land. */
function showMap() {
  if (!entryMap) return;
  const { bbox, view, layer, region, near } = Object.fromEntries(new URLSearchParams(location.search));
  entryMap.setLayer(layer ?? "");
  if (view) entryMap.setView(view);
  else entryMap.show(bbox ?? mapElement.dataset.extent);
  entryMap.refresh({ fit: !view && !bbox && Boolean(region || near) });
}

function isOutside(element) {
  return element !== document.body && !results().contains(element);
}

function focusHeading({ scroll }) {
  const heading = results().querySelector("h2");
  heading?.focus({ preventScroll: true });
  if (scroll) results().scrollIntoView({ block: "start" });
}

function keepQuery() {
  for (const link of document.querySelectorAll("a[data-keep-query]")) link.search = location.search;
}

/** A query with what the page itself shows; the rest stays as it is. */
function withState(name, value, query = location.search) {
  const page = new URLSearchParams(query).get("page");
  const changed = withChanges(query, { [name]: value });
  return page ? `${changed}&page=${page}` : changed;
}

/** Moves to the present query with `changes`: parameter -> what it becomes, null for nothing. */
function narrow(changes, cause) {
  clearTimeout(timer);
  const query = withChanges(location.search, changes, locked);
  if (!sameQuery(query, location.search)) navigation.go(query, cause);
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
  const { fields, owned, boxes } = readForm(form);
  const query = cleanQuery(fields, { owned, boxes, current: location.search, parameters, kept });
  const failed = document.querySelector("#list-failure") !== null;
  if (failed || !sameQuery(query, location.search)) navigation.go(query, { typing });
}

let timer;
document.addEventListener("input", ({ target, isComposing }) => {
  if (target.form !== form || !["search", "text"].includes(target.type) || !parameters.includes(target.name)) return;
  clearTimeout(timer);
  if (!isComposing) timer = setTimeout(() => ask({ typing: target }), TYPING_PAUSE);
});
document.addEventListener("change", ({ target }) => {
  if (target.form !== form || !parameters.includes(target.name)) return;
  clearTimeout(timer);
  ask();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  ask();
});

form.classList.add("is-live"); // changes apply at once: no panel needs its own button
tamePanels();
searchFacets(form);
createShare({ say: (text) => (live.textContent = text) });
showState();
scroll.restore();
setTimeout(() => {
  entryMap = makeMap();
  setTimeout(showMap);
});
