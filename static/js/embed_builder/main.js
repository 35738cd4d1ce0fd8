// The embed builder: preview, code and counts follow the form. Knows form, address and #snippet; knows no map.

import { showSelected } from "../entry_list/facet_panels.js";
import { showCounts } from "../entry_list/facets.js";
import { createFailure } from "../failure.js";
import { copyFrom } from "../copy.js";
import { loadLibrary } from "../library.js";

const PAUSE = 400; // milliseconds
const TARGET = "#snippet";
const READABLE = [200, 400]; // a refused choice comes with a text that says why

const form = document.querySelector("[data-builder]");
const live = document.querySelector("#live");
const snippet = () => document.querySelector(TARGET);
let request = new AbortController();
let timer;

function query() {
  const fields = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  return new URLSearchParams(fields).toString().replaceAll("%2C", ",");
}

async function follow() {
  clearTimeout(timer);
  request.abort();
  request = new AbortController();
  const { signal } = request;
  const address = `${location.pathname}?${query()}`;
  document.querySelector("#builder-failure")?.remove();
  showSelected(form);
  try {
    const asked = fetch(address, { signal, headers: { "HX-Request": "true" } });
    const [response] = await Promise.all([asked, loadLibrary(form.dataset.htmxUrl)]);
    const text = await response.text();
    if (signal.aborted) return;
    if (!READABLE.includes(response.status) || !text.includes('id="snippet"')) throw new Error(`${address} answered ${response.status}`);
    history.replaceState(null, "", address);
    htmx.swap(TARGET, text, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 }, { select: TARGET });
    show();
    live.textContent = snippet().dataset.message;
  } catch {
    if (!signal.aborted) showFailure();
  }
}

function show() {
  for (const link of document.querySelectorAll("a[data-keep-query]")) link.search = location.search;
  showCounts(form, JSON.parse(snippet().dataset.counts), { language: document.documentElement.lang });
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

function showFailure() {
  const { textFailed, textRetry } = form.dataset;
  const failure = createFailure({ text: textFailed, retry: textRetry, onRetry: follow });
  failure.id = "builder-failure";
  snippet().before(failure);
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(follow, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  follow();
});
document.addEventListener("click", async ({ target }) => {
  const button = target.closest?.("[data-copy]");
  if (!button) return;
  const copied = await copyFrom(document.getElementById(button.dataset.copy));
  live.textContent = "";
  const text = copied ? form.dataset.textCopied : form.dataset.textCopyFailed;
  live.textContent = text;
  showBeside(button, text);
});

function showBeside(button, text) {
  let note = button.nextElementSibling;
  if (!note) {
    note = document.createElement("span");
    note.className = "note";
    note.setAttribute("aria-hidden", "true"); // the live region says it
    button.after(note);
  }
  note.textContent = text;
}

form.classList.add("is-live");
show();
