// @ts-check
/** Areas to close in a what-if: drawn on the map corner by corner, or taken from GeoJSON files. */

import { byId } from "../base/dom.js";
import { html, mount, signal } from "../base/html.js";
import { number } from "../base/text.js";
import { bi } from "../base/words.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Area} Area */
/** @typedef {import("../types/shown.js").Shape} Shape */

const CORNERS = 3;

/**
 * Makes the part of the form and the tools on the map; the store holds `areas` and `drawing`.
 *
 * @param {Store} store
 */
export function makeAreaForm(store) {
  const bad = signal(/** @type {string[]} */ ([]));
  const input = /** @type {HTMLInputElement} */ (byId("area-file"));
  byId("area-draw").addEventListener("click", () => begin(store));
  byId("area-done").addEventListener("click", () => finish(store));
  byId("area-undo").addEventListener("click", () =>
    store.set({ drawing: store.get().drawing?.slice(0, -1) ?? null }),
  );
  byId("area-cancel").addEventListener("click", () => store.set({ drawing: null }));
  input.addEventListener("change", async () => {
    bad.value = await read(store, input);
    byId("area-fault").hidden = !bad.value.length;
  });
  byId("map").addEventListener("keydown", (event) => {
    if (!store.get().drawing) return;
    if (event.key === "Escape") store.set({ drawing: null });
    if (event.key === "Enter") finish(store);
  });
  mount(html`<${NotGeoJson} files=${bad} />`, byId("area-fault"));
  mount(html`<${Hint} store=${store} />`, byId("area-hint"));
  mount(html`<${Count} store=${store} />`, byId("area-count"));
  mount(html`<${List} store=${store} />`, byId("area-list"));
  store.on(["drawing"], ({ drawing }) => showTools(drawing));
}

/**
 * Returns the GeoJSON of all areas asked for, one object each.
 *
 * @param {{ areas: Area[] }} state
 */
export const shapesOf = ({ areas }) => areas.map((area) => area.shape);

/** @param {Store} store */
function begin(store) {
  store.set({ drawing: [], truck: null, stop: null, pointed: null });
  byId("map").focus({ preventScroll: true });
  byId("map").scrollIntoView({ block: "center" });
}

/** @param {Store} store */
function finish(store) {
  const { drawing, areas } = store.get();
  if (!drawing || drawing.length < CORNERS) return;
  const count = areas.filter((area) => area.drawn).length + 1;
  const name = `Vùng vẽ ${count}`;
  const geometry = { type: "Polygon", coordinates: [[...drawing, drawing[0]]] };
  const shape = { type: "Feature", properties: { name }, geometry };
  store.set({ drawing: null, areas: [...areas, { name, shape, drawn: true }] });
  byId("area-part").setAttribute("open", "");
  byId("area-part").scrollIntoView({ block: "nearest" });
}

/**
 * Takes files into the store, and returns the names of those that are no GeoJSON.
 *
 * @param {Store} store
 * @param {HTMLInputElement} input
 */
async function read(store, input) {
  const found = [];
  const bad = [];
  for (const file of input.files ?? []) {
    const shape = await file
      .text()
      .then(JSON.parse)
      .catch(() => null);
    if (shape && typeof shape === "object" && !Array.isArray(shape))
      found.push({ name: file.name, shape: named(shape, file.name) });
    else bad.push(file.name);
  }
  input.value = "";
  store.set({ areas: [...store.get().areas, ...found] });
  return bad;
}

/**
 * A bare geometry gets the file's name, so that people read it in the answer.
 *
 * @param {Shape} shape
 * @param {string} name
 * @returns {Shape}
 */
function named(shape, name) {
  if (/^Feature/u.test(String(shape.type))) return shape;
  return { type: "Feature", properties: { name }, geometry: shape, crs: shape.crs };
}

/** @param {import("../types/shown.js").Point[] | null} drawing */
function showTools(drawing) {
  byId("map").classList.toggle("drawing", Boolean(drawing));
  byId("area-tools").hidden = !drawing;
  byId("area-done").toggleAttribute("disabled", (drawing?.length ?? 0) < CORNERS);
  byId("area-undo").toggleAttribute("disabled", !drawing?.length);
}

/** @param {{ files: { value: string[] } }} props */
function NotGeoJson({ files }) {
  return files.value.length ? bi(`Không phải GeoJSON: ${files.value.join(", ")}`, "Not GeoJSON") : null;
}

/** @param {{ store: Store }} props */
function Hint({ store: { signals } }) {
  const drawing = signals.drawing.value;
  if (!drawing) return null;
  if (drawing.length) return bi(`${number(drawing.length)} góc`, "corners");
  return bi("Bấm từng góc của vùng bị ngập hoặc bị cấm.", "Click each corner of the closed area.");
}

/** @param {{ store: Store }} props */
function Count({ store: { signals } }) {
  const { length } = signals.areas.value;
  return length ? `(${number(length)})` : null;
}

/** @param {{ store: Store }} props */
function List({ store }) {
  const areas = store.signals.areas.value;
  const drop = (/** @type {Area} */ area) =>
    store.set({ areas: store.get().areas.filter((one) => one !== area) });
  return areas.map(
    (area) => html`
      <li>
        <span>${area.name}</span>
        <button type="button" aria-label=${`Bỏ ${area.name} / Remove it`} onClick=${() => drop(area)}>✕</button>
      </li>
    `,
  );
}
