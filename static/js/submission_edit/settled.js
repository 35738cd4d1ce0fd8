// What the server has found out about the place. Knows values; knows no page.

/** The fields to change: those that the server says otherwise than they were sent, and nobody has touched since. */
export function toChange(settled, sent, current) {
  return Object.entries(settled).filter(([name, value]) => value !== sent[name] && current[name] === sent[name] && !isSame(value, sent[name]));
}

function isSame(one, other) {
  const [first, second] = [one, other].map((text) => (text?.trim() ? Number(text.replace(",", ".")) : NaN));
  return first === second;
}
