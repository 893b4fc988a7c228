/** Areas to close in a what-if: drawn on the map corner by corner, or taken from GeoJSON files. */

import { byId, el, fill } from "../base/dom.js";
import { bi, number } from "../base/text.js";

const CORNERS = 3;

/** Makes the part of the form and the tools on the map; the state holds `areas` and `drawing`. */
export function makeAreaForm(state) {
  byId("area-draw").addEventListener("click", () => begin(state));
  byId("area-done").addEventListener("click", () => finish(state));
  byId("area-undo").addEventListener("click", () => state.set({ drawing: state.get().drawing.slice(0, -1) }));
  byId("area-cancel").addEventListener("click", () => state.set({ drawing: null }));
  byId("area-file").addEventListener("change", (event) => read(state, event.target));
  byId("map").addEventListener("keydown", (event) => {
    if (!state.get().drawing) return;
    if (event.key === "Escape") state.set({ drawing: null });
    if (event.key === "Enter") finish(state);
  });
  state.on(["drawing"], ({ drawing }) => showTools(drawing));
  state.on(["areas"], ({ areas }) => showList(state, areas));
}

/** Returns the GeoJSON of all areas asked for, one object each. */
export const shapesOf = ({ areas }) => areas.map((area) => area.shape);

function begin(state) {
  state.set({ drawing: [], truck: null, stop: null, pointed: null });
  byId("map").focus({ preventScroll: true });
  byId("map").scrollIntoView({ block: "center" });
}

function finish(state) {
  const { drawing, areas } = state.get();
  if (drawing.length < CORNERS) return;
  const count = areas.filter((area) => area.drawn).length + 1;
  const name = `Vùng vẽ ${count}`;
  const geometry = { type: "Polygon", coordinates: [[...drawing, drawing[0]]] };
  const shape = { type: "Feature", properties: { name }, geometry };
  state.set({ drawing: null, areas: [...areas, { name, shape, drawn: true }] });
  byId("area-part").open = true;
  byId("area-part").scrollIntoView({ block: "nearest" });
}

async function read(state, input) {
  const fault = byId("area-fault");
  const found = [];
  const bad = [];
  for (const file of input.files) {
    const shape = await file
      .text()
      .then(JSON.parse)
      .catch(() => null);
    if (shape && typeof shape === "object" && !Array.isArray(shape))
      found.push({ name: file.name, shape: named(shape, file.name) });
    else bad.push(file.name);
  }
  input.value = "";
  fault.hidden = !bad.length;
  fill(fault, bi(`Không phải GeoJSON: ${bad.join(", ")}`, "Not GeoJSON"));
  state.set({ areas: [...state.get().areas, ...found] });
}

/** A bare geometry gets the file's name, so that people read it in the answer. */
function named(shape, name) {
  if (/^Feature/u.test(shape.type)) return shape;
  return { type: "Feature", properties: { name }, geometry: shape, crs: shape.crs };
}

function showTools(drawing) {
  byId("map").classList.toggle("drawing", Boolean(drawing));
  byId("area-tools").hidden = !drawing;
  if (!drawing) return;
  byId("area-done").disabled = drawing.length < CORNERS;
  byId("area-undo").disabled = !drawing.length;
  const words = drawing.length
    ? bi(`${number(drawing.length)} góc`, "corners")
    : bi("Bấm từng góc của vùng bị ngập hoặc bị cấm.", "Click each corner of the closed area.");
  fill(byId("area-hint"), words);
}

function showList(state, areas) {
  byId("area-count").textContent = areas.length ? `(${number(areas.length)})` : "";
  const items = areas.map((area) => {
    const drop = el("button", { type: "button", "aria-label": `Bỏ ${area.name} / Remove it` }, "✕");
    drop.addEventListener("click", () =>
      state.set({ areas: state.get().areas.filter((one) => one !== area) }),
    );
    return el("li", {}, el("span", {}, area.name), drop);
  });
  fill(byId("area-list"), items);
}
