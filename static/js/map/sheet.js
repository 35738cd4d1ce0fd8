// A canvas that lies over the map view and some way beyond it, and follows pan and zoom. Knows Leaflet's movement; what is drawn comes from outside.
//
// A view, as given to `draw(context, view)`: { zoom, left, top, width, height } in world pixels of that zoom; the context's origin is (left, top).

import { layerClass, pixelBox, place, setLayerOptions } from "./leaflet.js";
import { isCalm } from "./motion.js";

const MARGIN = 0.2; // of the map's size on each side: a drag shows drawn ground before anything is drawn again
const FADE = 160; // milliseconds in which the enlarged old drawing gives way to the new one

export const Sheet = layerClass({
  /** `afterDraw(view)`: work that can wait for the next frame. `isLed`: somebody else says when to draw, after each move too. */
  initialize({ pane, draw, afterDraw, isLed = false }) {
    setLayerOptions(this, { pane, isLed });
    this.draw = draw;
    this.afterDraw = afterDraw;
    this.element = document.createElement("div");
    this.element.className = "map-sheet leaflet-zoom-animated";
    this.canvas = createCanvas(this.element);
    this.former = createCanvas(this.element);
    this.former.hidden = true;
    this.moving = false;
    this.hasZoomed = false;
  },

  onAdd() {
    this.getPane().append(this.element);
    this.moving = false; // it may have left in the middle of a zoom
    this.locate();
    this.redrawSoon(); // a map that begins has more to do than to draw what is not there yet
  },

  onRemove() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.element.remove();
  },

  getEvents() {
    return {
      viewreset: this.settle,
      resize: this.settle,
      moveend: this.settle,
      move: this.extend,
      zoom: () => this.follow(this._map.getCenter(), this._map.getZoom()),
      zoomanim: ({ center, zoom }) => {
        this.moving = true;
        this.hasZoomed = true;
        this.follow(center, zoom);
      },
      zoomend: () => {
        this.moving = false;
      },
    };
  },

  /** Takes its place after a move at once, and draws in a later frame: the work of one move is never one long task. */
  settle() {
    if (this.moving) return;
    this.follow(this._map.getCenter(), this._map.getZoom());
    if (!this.options.isLed) this.redrawSoon();
  },

  /** Draws in the next frame, once, however often it is asked. */
  redrawSoon() {
    if (!this._map) return;
    this.frame ??= requestAnimationFrame(() => this.drawInSteps());
  },

  drawInSteps() {
    if (this.drawNow() && this.afterDraw) this.frame = requestAnimationFrame(() => this.finish());
  },

  finish() {
    this.frame = undefined;
    this.afterDraw?.(this.view);
  },

  /** Draws the view anew; during a zoom animation nothing happens, its end draws. */
  redraw() {
    if (this.drawNow()) this.finish();
  },

  drawNow() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    if (!this._map || this.moving) return false;
    const before = this.view;
    this.locate();
    if (this.hasZoomed && !isCalm()) this.crossfade(before);
    this.hasZoomed = false;
    this.draw(this.clear(), this.view);
    return true;
  },

  /** Takes its place over the present view. */
  locate() {
    const map = this._map;
    const size = map.getSize();
    const corner = map.containerPointToLayerPoint(size.multiplyBy(-MARGIN)).round();
    const extent = size.multiplyBy(1 + 2 * MARGIN).round();
    const origin = corner.add(map.getPixelOrigin());
    this.view = { zoom: map.getZoom(), left: origin.x, top: origin.y, width: extent.x, height: extent.y };
    this.drawn = pixelBox(corner, corner.add(extent));
    this.corner = map.layerPointToLatLng(corner);
    place(this.element, corner, 1);
  },

  /** Draws anew when a long drag is about to leave the drawn ground. */
  extend() {
    const map = this._map;
    if (map.getZoom() !== this.view.zoom || this.options.isLed) return;
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (!this.drawn.contains(pixelBox(corner, corner.add(map.getSize())))) this.drawInSteps();
  },

  /** Scales and shifts what is drawn to where it will be at another centre and zoom. */
  follow(center, zoom) {
    const map = this._map;
    const offset = map
      .project(this.corner, zoom)
      .subtract(map.project(center, zoom))
      .add(map.getSize().divideBy(2))
      .add(map.containerPointToLayerPoint([0, 0]));
    place(this.element, offset, map.getZoomScale(zoom, this.view.zoom));
  },

  /** Keeps the former drawing where the zoom has brought it, and lets it fade while the new one appears. */
  crossfade(before) {
    const { canvas, former, view } = this;
    const scale = 2 ** (view.zoom - before.zoom);
    this.canvas = former;
    this.former = canvas;
    this.canvas.hidden = false;
    this.canvas.style.transform = "";
    this.former.style.transform = `translate(${before.left * scale - view.left}px, ${before.top * scale - view.top}px) scale(${scale})`;
    this.canvas.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE, easing: "ease-out" });
    const fading = this.former.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE, easing: "ease-in" });
    fading.onfinish = () => {
      canvas.hidden = canvas !== this.canvas;
    };
  },

  clear() {
    const { canvas, view } = this;
    const density = window.devicePixelRatio || 1;
    const width = Math.round(view.width * density);
    const height = Math.round(view.height * density);
    const context = canvas.getContext("2d");
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    }
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    return context;
  },
});

function createCanvas(parent) {
  const canvas = document.createElement("canvas");
  canvas.className = "map-sheet__canvas";
  parent.append(canvas);
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}
