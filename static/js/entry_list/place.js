// The place panel: a place by name, a radius around it, the reader's own place. Knows the panel's controls; knows no list and no map.

import { createCombobox } from "../combobox.js";
import { comboboxTexts, createLoader } from "./suggested.js";

const USUAL_RADIUS = "25"; // kilometres
const PATIENCE = 10_000; // milliseconds

/** What choosing a place makes of the query; `radius` is "" for the place alone. */
export function changesFor({ parameters, near }, radius) {
  if (near && (radius || !parameters.region)) return { region: null, near, radius: radius || parameters.radius };
  return { region: parameters.region, near: null, radius: null };
}

/** `extent`: west, south, east and north of the land. `follow(search)` brings the controls in line with the address. */
export function createPlace(panel, { narrow, extent }) {
  if (!panel) return { follow() {} };
  const texts = panel.dataset;
  const input = panel.querySelector("#place");
  const select = panel.querySelector("select[name=radius]");
  const nearMe = panel.querySelector("[data-near-me]");
  const message = panel.querySelector("[data-place-message]");
  let chosen = null;
  // Without a name they are no part of the form: it is this script that writes what they mean.
  input.removeAttribute("name");
  select?.removeAttribute("name");

  const load = createLoader({
    url: texts.suggestionsUrl,
    language: texts.language,
    only: "places",
    accepts: ({ parameters }) => select || parameters.region,
  });
  const suggestions = createCombobox(input, {
    load,
    texts: comboboxTexts(texts),
    onChoose: choose,
    onEnter: take,
  });

  /** Chooses the best place for what is typed. */
  async function take(text) {
    if (!text) return;
    try {
      const [group] = await load(text);
      if (group) choose(group.items[0]);
      else say(texts.textUnknown.replace("{place}", () => text));
    } catch {
      say(texts.textFailed);
    }
  }

  function choose(item) {
    suggestions.close();
    say("");
    chosen = item;
    input.value = item.label;
    narrow(changesFor(item, select?.value ?? ""));
  }

  function say(text) {
    message.textContent = text;
  }

  function follow(search) {
    const query = new URLSearchParams(search);
    const near = query.get("near");
    if (chosen && chosen.near !== near && !query.getAll("region").includes(chosen.parameters.region)) {
      chosen = null;
      input.value = "";
    }
    if (!select) return;
    const radius = near ? query.get("radius") ?? USUAL_RADIUS : "";
    if (![...select.options].some(({ value }) => value === radius)) select.add(new Option(`${radius} km`, radius));
    select.options[0].disabled = Boolean(near) && !chosen?.parameters.region;
    if (near || !select.dataset.wanted) select.value = radius;
  }

  select?.addEventListener("change", () => {
    const radius = select.value;
    const inForce = new URLSearchParams(location.search).has("near");
    select.dataset.wanted = inForce ? "" : radius; // kept until there is a place
    const typed = input.value.trim();
    if (typed && typed !== chosen?.label) take(typed);
    else if (chosen) narrow(changesFor(chosen, radius));
    else if (inForce && radius) narrow({ radius });
  });

  if (nearMe && "geolocation" in navigator) {
    nearMe.hidden = false;
    nearMe.addEventListener("click", () => {
      say(texts.textLocating);
      navigator.geolocation.getCurrentPosition(located, refused, { timeout: PATIENCE, maximumAge: 60_000 });
    });
  }

  function located({ coords: { latitude, longitude } }) {
    const [west, south, east, north] = extent;
    if (longitude < west || longitude > east || latitude < south || latitude > north) return say(texts.textOutside);
    say("");
    chosen = null;
    input.value = "";
    const near = `${latitude.toFixed(3)},${longitude.toFixed(3)}`; // about a hundred metres: enough, and not the front door
    narrow({ region: null, near, radius: select.value || USUAL_RADIUS });
  }

  function refused({ code }) {
    say({ 1: texts.textRefused, 3: texts.textSlow }[code] ?? texts.textUnavailable);
  }

  return { follow };
}
