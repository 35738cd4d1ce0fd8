// The form saves itself: at the latest after ten seconds, one at a time, and nothing typed is forgotten.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createAutosave } from "../../static/js/submission_edit/autosave.js";
import { stateOf } from "../../static/js/submission_edit/server.js";
import { toChange } from "../../static/js/submission_edit/settled.js";

function workbench(answers) {
  const shown = [];
  const timers = [];
  const waiting = [];
  const autosave = createAutosave({
    send: () => new Promise((resolve) => waiting.push(() => resolve(answers.shift() ?? { state: "saved" }))),
    show: (state) => shown.push(state),
    later: (action, wait) => timers.push({ action, wait }),
    cancel: () => timers.pop(),
  });
  const answer = async () => {
    waiting.shift()();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { autosave, shown, timers, waiting, answer };
}

test("what was typed is saved when its time has come", async () => {
  const { autosave, shown, timers, answer } = workbench([]);
  autosave.changed();
  autosave.changed();
  assert.deepEqual(timers.map(({ wait }) => wait), [10_000]);
  assert.equal(autosave.hasUnsaved, true);
  timers.pop().action();
  await answer();
  assert.deepEqual(shown, ["changed", "changed", "saving", "saved"]);
  assert.equal(autosave.hasUnsaved, false);
});

test("nothing is sent when nothing has changed", () => {
  const { autosave, waiting } = workbench([]);
  autosave.flush();
  assert.equal(waiting.length, 0);
});

test("what changes during a save goes with the next, at once if somebody asks", async () => {
  const { autosave, waiting, timers, answer } = workbench([]);
  autosave.changed();
  autosave.flush();
  autosave.changed();
  assert.equal(waiting.length, 1);
  await answer();
  assert.deepEqual([waiting.length, timers.length, autosave.hasUnsaved], [0, 1, true]);
  autosave.flush();
  autosave.changed();
  autosave.flush();
  await answer();
  assert.equal(waiting.length, 1);
});

test("without a connection it is tried again", async () => {
  const { autosave, shown, timers, answer } = workbench([{ state: "offline" }]);
  autosave.changed();
  autosave.flush();
  await answer();
  assert.deepEqual([autosave.hasUnsaved, autosave.isTroubled, shown.at(-1)], [true, true, "offline"]);
  timers.pop().action();
  await answer();
  assert.deepEqual([autosave.hasUnsaved, autosave.isTroubled, shown.at(-1)], [false, false, "saved"]);
});

for (const state of ["conflict", "closed"]) {
  test(`after "${state}" nothing is sent any more, and it stays unsaved`, async () => {
    const { autosave, waiting, timers, answer } = workbench([{ state }]);
    autosave.changed();
    autosave.flush();
    await answer();
    autosave.changed();
    autosave.flush();
    assert.deepEqual([waiting.length, timers.length, autosave.hasUnsaved], [0, 0, true]);
  });
}

test("an answer is read by its status", () => {
  assert.equal(stateOf({ ok: true, status: 200 }), "saved");
  assert.equal(stateOf({ ok: true, status: 200, redirected: true }), "away");
  assert.deepEqual([409, 410, 403, 404, 400, 500].map((status) => stateOf({ ok: false, status })), ["conflict", "closed", "away", "away", "refused", "refused"]);
});

test("the place follows the server where nobody has typed since", () => {
  const sent = { city: "Köln", ags: "", latitude: "", precision: "" };
  const settled = { city: "Köln", ags: "05315000", latitude: "50.9", precision: "city" };
  assert.deepEqual(toChange(settled, sent, { ...sent, latitude: "51" }), [["ags", "05315000"], ["precision", "city"]]);
});

test("a number written otherwise is the same number", () => {
  const sent = { latitude: "50,90" };
  assert.deepEqual(toChange({ latitude: "50.9" }, sent, sent), []);
});
