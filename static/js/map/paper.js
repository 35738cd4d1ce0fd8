// A map on paper: as it was drawn on the screen, whole, and made smaller where the paper is narrower. Knows one element; knows no map.

const WIDTH = 640; // pixels: 170 mm, what A4 and Letter leave between usual margins

/** Paper lays a page out anew, and nothing is drawn again by then: the map would be cut. So it keeps its size meanwhile. */
export function keepWholeOnPaper(element) {
  window.addEventListener("beforeprint", () => {
    const { offsetWidth: width, offsetHeight: height } = element;
    if (width === 0) return;
    Object.assign(element.style, { width: `${width}px`, height: `${height}px`, zoom: Math.min(1, WIDTH / width) });
  });
  window.addEventListener("afterprint", () => Object.assign(element.style, { width: "", height: "", zoom: "" }));
}
