// The form of an entry in the browser: it saves itself, shows where it stands, and places the pin. Wires the parts together.

import { countInto } from "../forms/counter.js";
import { whenShown } from "../map/base_map.js";
import { createPinMap } from "../map/pin.js";
import { createAutosave } from "./autosave.js";
import { showCompleteness } from "./completeness.js";
import { showErrors } from "./errors.js";
import { createLogo } from "./logo.js";
import { freshToken, save, saveOnLeaving } from "./server.js";
import { toChange } from "./settled.js";

const PLACE = ["city", "ags", "latitude", "longitude", "precision"];
const form = document.querySelector("[data-submission]");
const texts = form.dataset;
const fieldOf = (name) => form.elements.namedItem(name);
const valuesOf = (names) => Object.fromEntries(names.map((name) => [name, fieldOf(name).value]));
let isLeaving = false;
let sent;
let asked; // a save that is due when all of this change has been told
let typing; // the field in which somebody has typed and which they have not left

const autosave = createAutosave({ send, show });
const showLogo = createLogo(form.querySelector("[data-logo]"));
const mapElement = form.querySelector("[data-map][data-location]");
let pinMap;
whenShown(mapElement, () => {
  pinMap = createPinMap(mapElement, fieldOf("latitude"), fieldOf("longitude"));
});

// -- Saving --------------------------------------------------------------------------------------------

async function send() {
  const first = await sendOnce();
  const token = first.state === "away" && (await freshToken(form.action));
  if (!token) return first;
  fieldOf("csrfmiddlewaretoken").value = token;
  return sendOnce();
}

function sendOnce() {
  const data = new FormData(form);
  const [file] = fieldOf("logo_file").files; // an empty file is one too
  if (!file) data.delete("logo_file");
  sent = { place: valuesOf(PLACE), file };
  return save(texts.saveUrl, data);
}

function show(state, answer) {
  const line = form.querySelector("[data-save-state]");
  const trouble = form.querySelector("[data-trouble]");
  const told = { offline: texts.textOffline, away: texts.textAway, refused: texts.textRefused, conflict: answer?.message, closed: answer?.message };
  line.dataset.state = state;
  if (state === "changed") line.textContent = texts.textChanged;
  else if (state === "saving") line.textContent = texts.textSaving;
  else if (state === "saved") showSaved(answer, line);
  else line.textContent = texts.textKept;
  const isAnswered = state !== "changed" && state !== "saving";
  if (!isAnswered) return;
  trouble.hidden = state === "saved";
  form.querySelector("[data-trouble-compare]").hidden = state !== "conflict" && state !== "closed";
  form.querySelector("[data-trouble-text]").textContent = told[state] ?? "";
}

function showSaved(answer, line) {
  fieldOf("version").value = answer.version;
  fieldOf("seen").value = JSON.stringify(answer.seen);
  line.textContent = texts.textSaved.replace("{time}", answer.saved_at);
  showCompleteness(form.querySelector("[data-completeness]"), answer);
  const needed = new Set(answer.missing.filter((one) => one.needed).map(({ field }) => field));
  showErrors(form, answer.errors, { needed, typing });
  showLogo(answer, sent);
  suggest(answer.suggested);
  const changes = toChange(answer.place, sent.place, valuesOf(PLACE));
  for (const [name, value] of changes) fieldOf(name).value = value;
  if (changes.some(([name]) => name === "latitude" || name === "longitude")) pinMap?.show();
}

function suggest(keys) {
  const select = fieldOf("ags");
  select.querySelector("[data-suggested]")?.remove();
  if (!keys.length || select.value) return;
  const group = document.createElement("optgroup");
  group.label = texts.textSuggested;
  group.dataset.suggested = "";
  for (const key of keys) {
    const option = select.querySelector(`option[value="${CSS.escape(key)}"]`);
    if (option) group.append(new Option(option.textContent, key));
  }
  select.options[0].after(group);
}

function saveNow() {
  autosave.changed();
  clearTimeout(asked); // one change may tell of itself several times: the pin sets two fields
  asked = setTimeout(() => isLeaving || autosave.flush());
}

form.addEventListener("input", ({ target }) => {
  typing = target;
  autosave.changed();
});
form.addEventListener("change", () => {
  typing = undefined;
  saveNow();
});
addEventListener("online", autosave.flush);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) autosave.flush(); // they may have logged in in another window
});
form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "section") {
    event.preventDefault();
    saveNow();
  } else isLeaving = true;
});
addEventListener("pagehide", () => {
  if (autosave.hasUnsaved && !isLeaving) saveOnLeaving(texts.saveUrl, new FormData(form));
});
addEventListener("pageshow", () => {
  isLeaving = false;
});
addEventListener("beforeunload", (event) => {
  if (autosave.isTroubled && autosave.hasUnsaved && !isLeaving) event.preventDefault();
});

form.toggleAttribute("data-saves-itself", true);

// -- Where somebody is -----------------------------------------------------------------------------------

form.addEventListener("focusin", ({ target }) => {
  const part = target.closest("[data-part]");
  if (part) form.querySelector("input[type=hidden][name=section]").value = part.dataset.part;
});
if (texts.section && !location.hash && !document.querySelector("#fehler")) document.getElementById(texts.section)?.scrollIntoView();

form.querySelector("[data-missing-more]").open = matchMedia("(min-width: 60rem)").matches;

for (const field of form.querySelectorAll("[data-counted]")) {
  const input = field.querySelector("textarea");
  const line = field.querySelector("[data-counter]");
  const count = () => countInto(line, input.value, field.dataset, document.documentElement.lang);
  input.addEventListener("input", count);
  count();
}
