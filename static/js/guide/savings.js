// What saved minutes add up to in a year, as the server says it. Knows numbers; knows no page.

const NUMBER = /^[0-9]{1,6}([.,][0-9]{1,2})?$/;

/** Hundredths of `12,5` or `12.5` as a BigInt; null for nothing, NaN for no number or one beyond the bounds. */
export function readNumber(text, lowest, highest) {
  const typed = text.trim();
  if (!typed) return null;
  if (!NUMBER.test(typed)) return NaN;
  const [whole, rest = ""] = typed.split(/[.,]/);
  const hundredths = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0"));
  return hundredths < BigInt(lowest) * 100n || hundredths > BigInt(highest) * 100n ? NaN : hundredths;
}

/** Whole hours and euros a year; all in hundredths. Null when too little is known, `euros` null without a rate. */
export function savings({ minutes, cases, weeks, rate }) {
  if ([minutes, cases, weeks, rate].some(Number.isNaN) || !minutes || !cases || !weeks) return null;
  const product = minutes * cases * weeks; // hundredths three times
  return { hours: rounded(product, 60_000_000n), euros: rate ? rounded(product * rate, 6_000_000_000n) : null };
}

/** A half is rounded up. */
function rounded(number, by) {
  return (number * 2n + by) / (by * 2n);
}
