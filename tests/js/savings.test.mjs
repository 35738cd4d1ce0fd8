import assert from "node:assert/strict";
import { test } from "node:test";

import { readNumber, savings } from "../../static/js/guide/savings.js";

test("numbers are read as the server reads them", () => {
  const read = (text) => readNumber(text, "1", "480");

  assert.equal(read("20"), 2000n);
  assert.equal(read(" 12,5 "), 1250n);
  assert.equal(read("12.55"), 1255n);
  assert.equal(read(""), null);
  for (const wrong of ["1.000", "1e3", "-5", "x", "12,555", "0", "0,99", "480,01", "٣"]) assert.ok(Number.isNaN(read(wrong)), wrong);
});

test("a year adds up, a half is rounded up", () => {
  const year = (minutes, cases, weeks, rate) => savings({ minutes, cases, weeks, rate });

  assert.deepEqual(year(2000n, 1500n, 4600n, 5000n), { hours: 230n, euros: 11500n });
  assert.deepEqual(year(1250n, 1000n, 4600n, 4850n), { hours: 96n, euros: 4648n });
  assert.deepEqual(year(100n, 100n, 3000n, 100n), { hours: 1n, euros: 1n });
});

test("without a rate there are hours only", () => {
  assert.deepEqual(savings({ minutes: 2000n, cases: 1500n, weeks: 4600n, rate: null }), { hours: 230n, euros: null });
});

test("too little or something wrong says nothing", () => {
  assert.equal(savings({ minutes: null, cases: 1500n, weeks: 4600n, rate: null }), null);
  assert.equal(savings({ minutes: 2000n, cases: 1500n, weeks: 4600n, rate: NaN }), null);
});
