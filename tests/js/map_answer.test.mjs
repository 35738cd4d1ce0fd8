import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { createMapAnswer } from "../../static/js/entry_list/map_answer.js";

const BOUNDS = { getWest: () => 6, getSouth: () => 50, getEast: () => 8, getNorth: () => 52 };
const realFetch = globalThis.fetch;
let asked;

beforeEach(() => {
  asked = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.fetch = (url, { signal }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(new Error("aborted")));
      const answer = (body, status = 200) => {
        resolve({ ok: status === 200, status, json: async () => body });
        return settled();
      };
      asked.push({ url, answer });
    });
});

afterEach(() => {
  mock.timers.reset();
  globalThis.fetch = realFetch;
});

/** The answers on a map that can be moved, and what they told the page. */
function onMap() {
  const told = [];
  let moved;
  const map = { getZoom: () => 9, getBounds: () => ({ pad: () => BOUNDS }), on: (name, handler) => (moved = handler) };
  const query = { text: "" };
  const { refresh } = createMapAnswer(map, {
    url: "/map/",
    filter: () => query.text,
    onAnswer: (answer) => told.push(["answer", answer]),
    onCells: (answer) => told.push(["cells", answer]),
    onFailure: () => told.push(["failure"]),
  });
  function move() {
    moved();
    mock.timers.tick(1000);
  }
  return { refresh, move, told, query };
}

/** Lets all promises that are through go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("a move asks for the cells in view", async () => {
  const { refresh, move, told } = onMap();
  refresh();
  await asked[0].answer({ cells: "all" });

  move();
  await asked[1].answer({ cells: "part" });

  assert.match(asked[1].url, /bbox=6\.0+%2C50\.0+%2C8\.0+%2C52\.0+/);
  assert.deepEqual(told, [["answer", { cells: "all" }], ["cells", { cells: "part" }]]);
});

test("a move does not take the place of the answer for a new query, and is made up for", async () => {
  const { refresh, move, told, query } = onMap();
  refresh();
  await asked[0].answer({ cells: "old" });
  query.text = "kind=company";
  refresh();

  move();
  assert.equal(asked.length, 2);
  await asked[1].answer({ cells: "new" });
  mock.timers.tick(1000);
  await asked[2].answer({ cells: "part" });

  assert.deepEqual(told.slice(1), [["answer", { cells: "new" }], ["cells", { cells: "part" }]]);
});

test("a move before an answer with points asks for nothing", async () => {
  const { refresh, move } = onMap();
  refresh();
  await asked[0].answer({ cells: "all" });
  refresh();

  move();
  await asked[1].answer({ points: "all" });
  mock.timers.tick(1000);

  assert.equal(asked.length, 2);
});

test("after a failure moves are followed again", async () => {
  const { refresh, move, told } = onMap();
  refresh();
  await asked[0].answer({ cells: "all" });
  refresh();
  await asked[1].answer(null, 500);

  move();
  assert.equal(asked.length, 3);

  assert.deepEqual(told.at(-1), ["failure"]);
});
