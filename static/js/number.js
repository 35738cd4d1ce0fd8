// Writes numbers as the reader's language does. Knows that language alone.

const FIRST_GROUPED = 1000;

/** Returns `format(count)` for whole numbers from 0. Small ones are the same in all languages of the page: the browser's own format takes
 * 30 ms of a phone to make, and is made for the others alone. */
export function createNumber(language) {
  let format;

  return (count) => {
    if (count < FIRST_GROUPED) return String(count);
    format ??= new Intl.NumberFormat(language);
    return format.format(count);
  };
}
