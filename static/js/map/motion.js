// Whether the reader wants movement. Knows the media query only.

const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");

export function isCalm() {
  return reduced.matches;
}
