// A list of the catalogue: the address leads; results, counts and form follow. Knows the page's parts; knows no map.

import { afterStep, cleanQuery, sameQuery } from "../entry_list/address.js";
import { showSelected } from "../entry_list/facet_panels.js";
import { searchFacets } from "../entry_list/facet_search.js";
import { showCounts } from "../entry_list/facets.js";
import { readForm, writeForm } from "../entry_list/form.js";
import { createNavigation } from "../entry_list/navigation.js";
import { createFailure } from "../failure.js";
import { tamePanels } from "../panels.js";
import { countsIn } from "./counts.js";

const TYPING_PAUSE = 300; // milliseconds
const READABLE = [200, 400]; // a refused query comes with a page that says why

const form = document.querySelector("[data-filter]");
const live = document.querySelector("#live");
const parameters = form.dataset.parameters.split(" ");
const kept = form.dataset.kept.split(" ");
const language = document.documentElement.lang;
const results = () => document.querySelector("#results");
const navigation = createNavigation({ onMove: follow, onLeave() {}, prepare });
let listed = location.search; // the query of the list that is in the page
let request = new AbortController();
let timer;

function prepare(query, { link }) {
  if (!results().contains(link)) return query;
  return afterStep(location.search, { listed, to: query, all: link.dataset.swap === "all", parameters, kept });
}

/** Brings everything in line with the address; the focus stays on the control, or goes to the number of hits after a link. */
async function follow({ typing, link }) {
  request.abort();
  request = new AbortController();
  const { signal } = request;
  const heldFocus = results().contains(document.activeElement);
  showState(typing);
  document.querySelector("#list-failure")?.remove();
  results().classList.add("is-loading");
  const asked = location.search;
  let page;
  try {
    page = await load(location.pathname + asked, signal);
  } catch {
    if (signal.aborted) return;
    results().classList.remove("is-loading");
    showFailure({ typing, link });
    return;
  }
  listed = asked;
  results().replaceWith(document.adoptNode(page.querySelector("#results")));
  showCounts(form, countsIn(page), { language });
  document.title = results().dataset.title;
  live.textContent = results().dataset.message;
  if (link || heldFocus) results().querySelector("h2").focus();
}

async function load(address, signal) {
  const response = await fetch(address, { signal });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!READABLE.includes(response.status) || !page.querySelector("#results")) throw new Error(`${address} answered ${response.status}`);
  return page;
}

function showState(typing) {
  writeForm(form, location.search, { typing });
  showSelected(form);
  for (const link of document.querySelectorAll("a[data-keep-query]")) link.search = location.search;
}

function showFailure(cause) {
  const { textFailed: text, textRetry: retry } = form.dataset;
  const failure = createFailure({ text, retry, onRetry: () => follow(cause) });
  failure.id = "list-failure";
  results().before(failure);
}

function ask({ typing } = {}) {
  clearTimeout(timer);
  const { fields, owned } = readForm(form);
  const query = cleanQuery(fields, { owned, current: location.search, parameters, kept });
  if (!sameQuery(query, location.search)) navigation.go(query, { typing });
}

form.addEventListener("input", ({ target, isComposing }) => {
  if (target.name !== "q" || isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(() => ask({ typing: target }), TYPING_PAUSE);
});
form.addEventListener("change", ({ target }) => {
  if (target.name) ask();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

form.classList.add("is-live"); // changes apply at once: no panel needs its own button
tamePanels();
searchFacets(form);
showState();
