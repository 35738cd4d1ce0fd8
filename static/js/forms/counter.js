// Counts as the server does: code points, a line break is one, no white space at the ends. Knows texts with {count}; knows no page.

/** Characters left of `limit`; below zero when there are too many. */
export function left(text, limit) {
  return limit - [...text.replace(/\r\n?/g, "\n").trim()].length;
}

/** Writes into `line` how much room is left. `texts`: { counted, textLeft, textOver }. */
export function countInto(line, text, { counted, textLeft, textOver }, language) {
  const room = left(text, Number(counted));
  const number = new Intl.NumberFormat(language).format(Math.abs(room));
  line.textContent = (room < 0 ? textOver : textLeft).replace("{count}", number);
  line.dataset.state = room < 0 ? "over" : "left";
}
