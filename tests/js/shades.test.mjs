import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { DARKEST, shadeOf, stepsFor } from "../../static/js/map/shades.js";

test("five steps grow by the same factor and end at the highest count", () => {
  assert.deepEqual(stepsFor([0, 7, 42, 1]).map(({ from, to, shade }) => [from, to, shade]), [[1, 2, 1], [3, 4, 2], [5, 9, 3], [10, 20, 4], [21, 42, 5]]);
});

test("steps leave no count out and none in two, however high the counts are", () => {
  for (const highest of [1, 2, 3, 4, 5, 6, 11, 100, 4711, 100_000]) {
    const steps = stepsFor([highest]);
    assert.ok(steps.length <= DARKEST);
    assert.equal(steps[0].from, 1);
    assert.equal(steps.at(-1).to, highest);
    for (const [index, { from, to }] of steps.entries()) {
      assert.ok(from <= to);
      if (index) assert.equal(from, steps[index - 1].to + 1);
    }
  }
});

test("few counts still reach from the lightest shade to the darkest, one alone lies in the middle", () => {
  assert.deepEqual(stepsFor([1, 2]).map(({ shade }) => shade), [1, 5]);
  assert.deepEqual(stepsFor([1]).map(({ shade }) => shade), [3]);
});

test("nothing has no steps and no shade", () => {
  assert.deepEqual(stepsFor([0, 0]), []);
  assert.deepEqual(stepsFor([]), []);
  assert.equal(shadeOf(0, stepsFor([3])), 0);
});

test("each count has the shade of its step", () => {
  const steps = stepsFor([42]);

  assert.deepEqual([1, 2, 3, 9, 20, 21, 42].map((count) => shadeOf(count, steps)), [1, 1, 2, 3, 4, 5, 5]);
});

// Relative luminance and contrast as in WCAG 2.2; what district_painter.js writes with.
function contrast(one, other) {
  const luminance = (colour) => {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test("numbers can be read on every shade, in both schemes", () => {
  const css = readFileSync(new URL("../../static/css/tokens.css", import.meta.url), "utf8");
  for (const scheme of [1, 2]) {
    const colour = (token) => css.match(new RegExp(`--${token}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);`))[scheme];
    for (const shade of [1, 2, 3]) assert.ok(contrast(colour(`shade-${shade}`), colour("ink")) >= 4.5, `shade ${shade}`);
    for (const shade of [4, 5]) assert.ok(contrast(colour(`shade-${shade}`), colour("accent-ink")) >= 4.5, `shade ${shade}`);
    assert.ok(contrast(colour("map-land"), colour("muted")) >= 4.5);
  }
});
