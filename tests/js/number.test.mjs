import assert from "node:assert/strict";
import test from "node:test";

import { createNumber } from "../../static/js/number.js";

test("a number stands as its language writes it", () => {
  for (const language of ["de", "en"]) {
    const format = createNumber(language);
    const own = new Intl.NumberFormat(language);
    for (const count of [0, 7, 999, 1000, 1308, 1_042_000]) assert.equal(format(count), own.format(count));
  }
});
