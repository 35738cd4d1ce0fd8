// The Starthilfe: suggestions for the place, a calculator that follows the typing, a button that prints. The page works without.

import { createCombobox } from "../combobox.js";
import { comboboxTexts, createLoader } from "../entry_list/suggested.js";
import { readNumber, savings } from "./savings.js";

const language = document.documentElement.lang;

const place = document.querySelector("[data-place]");
const input = place.querySelector("input");
createCombobox(input, {
  load: createLoader({ url: place.dataset.suggestionsUrl, language: place.dataset.language, only: "places" }),
  texts: comboboxTexts(place.dataset),
  onChoose({ label }) {
    input.value = label;
  },
});

const form = document.querySelector("[data-savings]");
const sum = document.querySelector("[data-savings-sum]");
const money = sum.querySelector("[data-savings-money]");
const format = new Intl.NumberFormat(language);

function calculate() {
  const values = {};
  for (const name of ["minutes", "cases", "weeks", "rate"]) {
    const { value, dataset } = form.elements[name];
    values[name] = readNumber(value, dataset.lowest, dataset.highest);
  }
  values.weeks ??= BigInt(form.dataset.weeks) * 100n;
  const result = savings(values);
  sum.hidden = !result;
  if (!result) return;
  sum.querySelector("[data-savings-hours]").textContent = format.format(result.hours);
  money.hidden = result.euros === null;
  if (result.euros !== null) sum.querySelector("[data-savings-euros]").textContent = format.format(result.euros);
}

/** The other form takes along what is typed here, as the server would let it. */
function carry({ name, value }) {
  const questions = document.querySelector(".guide__questions");
  let carried = questions.querySelector(`input[type=hidden][name=${name}]`);
  if (!carried) {
    carried = document.createElement("input");
    Object.assign(carried, { type: "hidden", name });
    questions.append(carried);
  }
  carried.value = value;
}

form.addEventListener("input", ({ target }) => {
  calculate();
  carry(target);
});

const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
