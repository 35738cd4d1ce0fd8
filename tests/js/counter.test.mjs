// The counter counts as the server does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { countInto, left } from "../../static/js/forms/counter.js";

test("line breaks and signs beyond the basic plane count as one", () => {
  assert.equal(left("a\r\nb", 10), 7);
  assert.equal(left("🙂", 10), 9);
});

test("white space at the ends does not count", () => {
  assert.equal(left("  a \n", 10), 9);
});

test("too many are said as such", () => {
  const line = { dataset: {} };
  const texts = { counted: "3", textLeft: "Noch {count} Zeichen", textOver: "{count} Zeichen zu viel" };
  countInto(line, "abcde", texts, "de");
  assert.deepEqual([line.textContent, line.dataset.state], ["2 Zeichen zu viel", "over"]);
  countInto(line, "a", texts, "de");
  assert.deepEqual([line.textContent, line.dataset.state], ["Noch 2 Zeichen", "left"]);
});
