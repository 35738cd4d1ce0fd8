// Divides counts into at most five steps, each wider than the one before by the same factor. Knows numbers; knows no colours.

export const DARKEST = 5; // static/css/tokens.css has --shade-1 to --shade-5

/** Steps from low to high, [{ from, to, shade }], that hold every count but 0; [] when all are 0. */
export function stepsFor(counts) {
  const highest = Math.max(0, ...counts);
  if (highest === 0) return [];
  const limits = Array.from({ length: DARKEST }, (_, step) => Math.round(highest ** ((step + 1) / DARKEST)));
  const ends = [...new Set(limits)];
  return ends.map((to, step) => ({ from: step ? ends[step - 1] + 1 : 1, to, shade: shadeAt(step, ends.length) }));
}

/** The shade of one count: 0 for none, otherwise 1 to 5. */
export function shadeOf(count, steps) {
  return count > 0 ? (steps.find(({ to }) => count <= to) ?? steps.at(-1)).shade : 0;
}

// Fewer steps than shades still reach from the lightest to the darkest.
function shadeAt(step, steps) {
  return steps === 1 ? Math.ceil(DARKEST / 2) : 1 + Math.round((step * (DARKEST - 1)) / (steps - 1));
}
