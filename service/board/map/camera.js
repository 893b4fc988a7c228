/** Where the map looks: pan and zoom by buttons, wheel, fingers and keys. */

const STEP = 1.6;
const CLOSEST = 0.5;
const PAN_PX = 80;
const STILL_PX = 5;

/** Makes a camera over `frame`; `moved` is called once a frame after any change. */
export function makeCamera(frame, moved) {
  const view = { x: 0, y: 0, scale: 0.01, width: 1, height: 1 };
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
  const limited = (scale) => Math.min(CLOSEST, Math.max(least(), scale));
  const least = () => (whole ? fitScale(whole) * 0.6 : 1e-4);
  const fitScale = ([left, top, right, bottom]) =>
    Math.min(view.width / Math.max(right - left, 2000), view.height / Math.max(bottom - top, 2000)) * 0.88;

  const camera = {
    view,
    /** Shows a box of the plane whole; it becomes what `all` shows where it is said so. */
    fit(box, { remember = false } = {}) {
      if (remember) whole = box;
      view.x = (box[0] + box[2]) / 2;
      view.y = (box[1] + box[3]) / 2;
      view.scale = limited(fitScale(box));
      tell();
    },
    all: () => whole && camera.fit(whole),
    /** Zooms so that the point at a pixel of the frame stays there. */
    zoom(factor, px = view.width / 2, py = view.height / 2) {
      const scale = limited(view.scale * factor);
      view.x += (px - view.width / 2) * (1 / view.scale - 1 / scale);
      view.y += (py - view.height / 2) * (1 / view.scale - 1 / scale);
      view.scale = scale;
      tell();
    },
    pan(dx, dy) {
      view.x -= dx / view.scale;
      view.y -= dy / view.scale;
      tell();
    },
    /** Moves only if the point is not well inside the frame already. */
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

/** Returns the pixel of a point of the plane. */
export const screen = (view, x, y) => [
  (x - view.x) * view.scale + view.width / 2,
  (y - view.y) * view.scale + view.height / 2,
];

/** Returns the point of the plane at a pixel. */
export const planePoint = (view, px, py) => [
  (px - view.width / 2) / view.scale + view.x,
  (py - view.height / 2) / view.scale + view.y,
];

const WORLD_M = 2 * Math.PI * 6_378_137;
const TILE_PX = 256;
const FINEST = 20;

/** Returns the zoom of web maps that is no coarser than the view, in steps of two so that few are asked for. */
export function webZoom({ scale }, pixels = window.devicePixelRatio || 1) {
  const zoom = Math.log2((scale * pixels * WORLD_M) / TILE_PX);
  return Math.min(FINEST, Math.max(0, 2 * Math.ceil(zoom / 2)));
}

export const zoomStep = STEP;

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

function watchKeys(frame, camera) {
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
    if (event.ctrlKey || event.metaKey || event.altKey || !does[event.key]) return;
    event.preventDefault();
    does[event.key]();
  });
}

function watchWheel(frame, camera) {
  const turn = (event) => {
    event.preventDefault();
    const [px, py] = pixel(frame, event);
    const lines = event.deltaMode === 1 ? 16 : 1;
    camera.zoom(Math.exp(-event.deltaY * lines * 0.0015), px, py);
  };
  frame.addEventListener("wheel", turn, { passive: false });
}

/** One pointer pans, two zoom; a click after a drag is swallowed. */
function watchPointers(frame, camera) {
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
    const others = [...held].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (travelled < STILL_PX) return;
    frame.setPointerCapture(event.pointerId);
    held.set(event.pointerId, now);
    if (others.length) pinch(camera, before, now, others[0]);
    else camera.pan(now[0] - before[0], now[1] - before[1]);
  });
  for (const name of ["pointerup", "pointercancel"]) {
    frame.addEventListener(name, (event) => held.delete(event.pointerId));
  }
  const swallow = (event) => {
    if (travelled < STILL_PX) return;
    travelled = 0;
    event.stopPropagation();
  };
  frame.addEventListener("click", swallow, { capture: true });
}

function pinch(camera, before, now, other) {
  const apart = (point) => Math.max(10, Math.hypot(point[0] - other[0], point[1] - other[1]));
  camera.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
  camera.zoom(apart(now) / apart(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
}

/** Returns where in the frame an event is. */
export function pixel(frame, event) {
  const { left, top } = frame.getBoundingClientRect();
  return [event.clientX - left - frame.clientLeft, event.clientY - top - frame.clientTop];
}
