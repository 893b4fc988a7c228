// @ts-check
/** Where the map looks: pan and zoom by buttons, wheel, fingers and keys. */

const STEP = 1.6;
const CLOSEST = 0.5;
const PAN_PX = 80;
const STILL_PX = 5;
/** No box is shown closer than if it were so wide. */
const LEAST_M = 2000;

/** @typedef {import("./projection.js").Point} Point */
/** @typedef {import("./projection.js").Box} Box */
/** The point in the middle, pixels a metre, and the size of the frame. */
/** @typedef {{ x: number, y: number, scale: number, width: number, height: number }} CameraView */
/** @typedef {ReturnType<typeof makeCamera>} Camera */

/**
 * Makes a camera over `frame`; `moved` is called once a frame after any change.
 *
 * @param {HTMLElement} frame
 * @param {(view: CameraView) => void} moved
 */
export function makeCamera(frame, moved) {
  /** @type {CameraView} */
  const view = { x: 0, y: 0, scale: 0.01, width: 1, height: 1 };
  /** @type {Box | null} */
  let whole = null;
  let waiting = false;

  const tell = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      moved(view);
    });
  };
  const least = () => (whole ? fitScale(view, whole) * 0.6 : 1e-4);
  const limited = (/** @type {number} */ scale) => Math.min(CLOSEST, Math.max(least(), scale));

  const camera = {
    view,
    /**
     * Shows a box of the plane whole; it becomes what `all` shows where it is said so.
     *
     * @param {Box} box
     */
    fit(box, { remember = false } = {}) {
      if (remember) whole = box;
      view.x = (box[0] + box[2]) / 2;
      view.y = (box[1] + box[3]) / 2;
      view.scale = limited(fitScale(view, box));
      tell();
    },
    all() {
      if (whole) camera.fit(whole);
    },
    /**
     * Zooms so that the point at a pixel of the frame stays there.
     *
     * @param {number} factor
     */
    zoom(factor, px = view.width / 2, py = view.height / 2) {
      const scale = limited(view.scale * factor);
      view.x += (px - view.width / 2) * (1 / view.scale - 1 / scale);
      view.y += (py - view.height / 2) * (1 / view.scale - 1 / scale);
      view.scale = scale;
      tell();
    },
    /**
     * @param {number} dx
     * @param {number} dy
     */
    pan(dx, dy) {
      view.x -= dx / view.scale;
      view.y -= dy / view.scale;
      tell();
    },
    /**
     * Moves only if the point is not well inside the frame already.
     *
     * @param {Point} point
     */
    bring([x, y]) {
      const [px, py] = screen(view, x, y);
      const inside = px > 40 && px < view.width - 40 && py > 40 && py < view.height - 40;
      if (!inside) Object.assign(view, { x, y });
      tell();
    },
    tell,
  };
  watchSize(frame, camera);
  watchKeys(frame, camera);
  watchWheel(frame, camera);
  watchPointers(frame, camera);
  return camera;
}

/**
 * Returns the scale at which a box is seen whole, with some room around it.
 *
 * @param {CameraView} view
 * @param {Box} box
 */
function fitScale({ width, height }, [left, top, right, bottom]) {
  return Math.min(width / Math.max(right - left, LEAST_M), height / Math.max(bottom - top, LEAST_M)) * 0.88;
}

/**
 * Returns the pixel of a point of the plane.
 *
 * @param {CameraView} view
 * @param {number} x
 * @param {number} y
 * @returns {Point}
 */
export const screen = (view, x, y) => [
  (x - view.x) * view.scale + view.width / 2,
  (y - view.y) * view.scale + view.height / 2,
];

/**
 * Returns the point of the plane at a pixel.
 *
 * @param {CameraView} view
 * @param {number} px
 * @param {number} py
 * @returns {Point}
 */
export const planePoint = (view, px, py) => [
  (px - view.width / 2) / view.scale + view.x,
  (py - view.height / 2) / view.scale + view.y,
];

const WORLD_M = 2 * Math.PI * 6_378_137;
const TILE_PX = 256;
const FINEST = 20;

/**
 * Returns the zoom of web maps that is no coarser than the view, in steps of two so that few are asked for.
 *
 * @param {{ scale: number }} view
 */
export function webZoom({ scale }, pixels = devicePixelRatio || 1) {
  const zoom = Math.log2((scale * pixels * WORLD_M) / TILE_PX);
  return Math.min(FINEST, Math.max(0, 2 * Math.ceil(zoom / 2)));
}

export const zoomStep = STEP;

/**
 * @param {HTMLElement} frame
 * @param {Camera} camera
 */
function watchSize(frame, camera) {
  new ResizeObserver(() => {
    const known = camera.view.width > 1;
    const { clientWidth, clientHeight } = frame;
    if (!(clientWidth && clientHeight)) return;
    Object.assign(camera.view, { width: clientWidth, height: clientHeight });
    if (known) camera.tell();
    else camera.all();
  }).observe(frame);
}

/**
 * @param {HTMLElement} frame
 * @param {Camera} camera
 */
function watchKeys(frame, camera) {
  /** @type {Record<string, () => void>} */
  const does = {
    "+": () => camera.zoom(STEP),
    "=": () => camera.zoom(STEP),
    "-": () => camera.zoom(1 / STEP),
    0: () => camera.all(),
    ArrowLeft: () => camera.pan(PAN_PX, 0),
    ArrowRight: () => camera.pan(-PAN_PX, 0),
    ArrowUp: () => camera.pan(0, PAN_PX),
    ArrowDown: () => camera.pan(0, -PAN_PX),
  };
  frame.addEventListener("keydown", (event) => {
    const act = does[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !act) return;
    event.preventDefault();
    act();
  });
}

/**
 * @param {HTMLElement} frame
 * @param {Camera} camera
 */
function watchWheel(frame, camera) {
  const turn = (/** @type {WheelEvent} */ event) => {
    event.preventDefault();
    const [px, py] = pixel(frame, event);
    const lines = event.deltaMode === 1 ? 16 : 1;
    camera.zoom(Math.exp(-event.deltaY * lines * 0.0015), px, py);
  };
  frame.addEventListener("wheel", turn, { passive: false });
}

/**
 * One pointer pans, two zoom; a click after a drag is swallowed.
 *
 * @param {HTMLElement} frame
 * @param {Camera} camera
 */
function watchPointers(frame, camera) {
  /** @type {Map<number, Point>} */
  const held = new Map();
  let travelled = 0;
  frame.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!held.size) travelled = 0;
    held.set(event.pointerId, pixel(frame, event));
  });
  frame.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = pixel(frame, event);
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (travelled < STILL_PX) return;
    frame.setPointerCapture(event.pointerId);
    held.set(event.pointerId, now);
    if (other) pinch(camera, { before, now, other });
    else camera.pan(now[0] - before[0], now[1] - before[1]);
  });
  const drop = (/** @type {PointerEvent} */ event) => held.delete(event.pointerId);
  frame.addEventListener("pointerup", drop);
  frame.addEventListener("pointercancel", drop);
  const swallow = (/** @type {Event} */ event) => {
    if (travelled < STILL_PX) return;
    travelled = 0;
    event.stopPropagation();
  };
  frame.addEventListener("click", swallow, { capture: true });
}

/**
 * @param {Camera} camera
 * @param {{ before: Point, now: Point, other: Point }} fingers one that moved, and the other
 */
function pinch(camera, { before, now, other }) {
  const apart = (/** @type {Point} */ point) =>
    Math.max(10, Math.hypot(point[0] - other[0], point[1] - other[1]));
  camera.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
  camera.zoom(apart(now) / apart(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
}

/**
 * Returns where in the frame an event is.
 *
 * @param {HTMLElement} frame
 * @param {MouseEvent} event
 * @returns {Point}
 */
export function pixel(frame, event) {
  const { left, top } = frame.getBoundingClientRect();
  return [event.clientX - left - frame.clientLeft, event.clientY - top - frame.clientTop];
}
