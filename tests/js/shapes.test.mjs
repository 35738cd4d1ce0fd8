import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { segments } from "../../static/js/map/painter.js";
import { OUTLINES, svgPoints, traceShape } from "../../static/js/map/shapes.js";

function area(outline) {
  return Math.abs(outline.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = outline[(index + 1) % outline.length];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0));
}

test("every kind has an outline of its own", () => {
  assert.deepEqual(Object.keys(OUTLINES), ["company", "research", "best_practice", "product", "project", "initiative", "qualification"]);
  assert.equal(new Set(Object.values(OUTLINES).map(String)).size, 7);
});

test("outlines stay in their box", () => {
  for (const outline of Object.values(OUTLINES)) for (const value of outline.flat()) assert.ok(Math.abs(value) <= 1.2);
});

test("no shape looks much larger than another", () => {
  const areas = Object.values(OUTLINES).map(area);
  assert.ok(Math.max(...areas) / Math.min(...areas) < 1.5);
});

test("the sprite of the templates holds the same outlines", () => {
  const sprite = readFileSync(new URL("../../static/img/kinds.svg", import.meta.url), "utf8");
  const drawn = Object.fromEntries([...sprite.matchAll(/<symbol id="(\w+)".*?points="([^"]+)"/g)].map(([, kind, points]) => [kind, points]));
  assert.deepEqual(drawn, Object.fromEntries(Object.keys(OUTLINES).map((kind) => [kind, svgPoints(kind)])));
});

test("a shape is traced about its centre and closed", () => {
  const calls = [];
  const path = { moveTo: (...point) => calls.push(point), lineTo: (...point) => calls.push(point), closePath: () => calls.push("closed") };
  traceShape(path, "product", 100, 50, 10);
  assert.deepEqual(calls.map((call) => (Array.isArray(call) ? call.map((value) => Number(value.toFixed(1))) : call)), [
    [100, 39.6],
    [110.4, 50],
    [100, 60.4],
    [89.6, 50],
    "closed",
  ]);
});

test("the ring's parts go round once, in proportion", () => {
  const parts = segments([3, 0, 1], 4, 20);
  assert.deepEqual(parts.map(({ kind }) => kind), [0, 2]);
  const [three, one] = parts.map(({ from, to }) => to - from);
  const gap = 1.5 / 20;
  assert.ok(Math.abs(three - (1.5 * Math.PI - gap)) < 1e-9);
  assert.ok(Math.abs(one - (0.5 * Math.PI - gap)) < 1e-9);
});

test("a ring of one kind has no gap", () => {
  const [{ from, to }] = segments([0, 5], 5, 20);
  assert.equal(to - from, 2 * Math.PI);
});
