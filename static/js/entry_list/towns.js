// The municipalities in the place panel, which come when it opens: there are hundreds. Knows the panel's districts; knows no list.

const DISTRICT = 5; // digits of the official key
const OWN_TOWN = "000"; // how the key of a town ends that is a district of its own

/** District's key -> its municipalities by name; a town that is a district of its own has none. */
export function townsByDistrict(places) {
  const towns = {};
  for (const { ags, name } of places) {
    if (!ags.endsWith(OWN_TOWN)) (towns[ags.slice(0, DISTRICT)] ??= []).push({ ags, name });
  }
  for (const inside of Object.values(towns)) inside.sort((one, other) => one.name.localeCompare(other.name, "de"));
  return towns;
}

/** `load()` gives the places of the land; `onShown()` is called when their boxes are there. `follow(search)` brings them for an
 * address that names one. */
export function createTowns(panel, { load, onShown }) {
  if (!panel) return { follow() {} };
  const [town, district] = ["town", "towns"].map((name) => panel.querySelector(`template[data-${name}]`).content.firstElementChild);
  let asked = null;

  function ensure() {
    asked ??= show().catch(() => {
      asked = null; // the next opening tries again; a place can be typed meanwhile
    });
  }

  async function show() {
    const { towns: all } = await load();
    for (const [ags, towns] of Object.entries(townsByDistrict(all))) {
      const label = panel.querySelector(`[name=region][value="${ags}"]`)?.closest("label");
      if (label) fill(label, towns);
    }
    onShown();
  }

  function fill(label, towns) {
    const name = label.querySelector(".option__label").textContent;
    let details = label.parentElement.querySelector("details");
    if (!details) {
      details = district.cloneNode(true);
      details.querySelector("summary").textContent = panel.dataset.textTowns.replace("{name}", () => name);
      label.after(details);
    }
    const list = details.querySelector("ul");
    const there = new Map([...list.children].map((item) => [item.querySelector("input").value, item]));
    list.append(...towns.map((one) => there.get(one.ags) ?? row(one)));
  }

  function row({ ags, name }) {
    const item = town.cloneNode(true);
    item.querySelector("input").value = ags;
    item.querySelector(".option__label").textContent = name;
    return item;
  }

  function follow(search) {
    const values = new Set([...panel.querySelectorAll("input[name=region]")].map(({ value }) => value));
    if (new URLSearchParams(search).getAll("region").some((value) => !values.has(value))) ensure();
  }

  panel.addEventListener("toggle", () => panel.open && ensure());
  return { follow };
}
