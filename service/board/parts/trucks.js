/** The list of trucks: key of the map, switch of what is drawn, and the way to select a truck. */

import { byId, el, fill } from "../base/dom.js";
import { bi, both, clock, km, number, percent } from "../base/text.js";
import { swatch } from "../map/symbols.js";

/** Keeps the list in step with the state. */
export function makeTrucks(state) {
  const list = byId("trucks");
  byId("trucks-all").addEventListener("click", () => state.set({ hidden: new Set() }));
  byId("trucks-none").addEventListener("click", () => {
    const { model } = state.get();
    state.set({ hidden: new Set(model.trucks.map((truck) => truck.id)), truck: null, stop: null });
  });
  state.on(["model"], ({ model }) => model && fill(list, listed(model, state)));
  state.on(["model", "truck", "hidden"], (now) => now.model && mark(list, now));
}

function listed(model, state) {
  if (!model.trucks.length)
    return [el("li", { class: "none" }, bi("Không xe nào chạy.", "No truck drives."))];
  return model.trucks.map((truck) => item(truck, state));
}

function item(truck, state) {
  const box = el("input", {
    type: "checkbox",
    "aria-label": both(`Vẽ ${truck.name}`, "draw on map"),
    onchange: (event) => draw(state, truck.id, event.target.checked),
  });
  const button = el(
    "button",
    { type: "button", class: "truck", "aria-pressed": "false", onclick: () => choose(state, truck.id) },
    swatch(truck.style),
    el("span", { class: "plate" }, truck.name),
    el("span", { class: "facts" }, ...facts(truck)),
  );
  const point = (on) => () => state.set({ pointed: on ? { truck: truck.id } : null });
  const listeners = {
    onpointerenter: point(true),
    onpointerleave: point(false),
    onfocusin: point(true),
    onfocusout: point(false),
  };
  return el("li", { "data-truck": truck.id, ...listeners }, el("label", { class: "draw" }, box), button);
}

function facts(truck) {
  const told = [
    bi(`${number(truck.trips.length)} chuyến`, "trips"),
    bi(`${number(truck.stops.length)} điểm`, "stops"),
    km(truck.metres),
    bi(`${number(truck.cylinders)} bình`, "cyl."),
    bi(`đầy ${percent(truck.full)}`, "full"),
    `${clock(truck.route.start_s)}–${clock(truck.route.end_s)}`,
  ];
  if (truck.late) told.push(bi(`${number(truck.late)} trễ`, "late"));
  return told.map((fact) => el("span", { class: "fact" }, fact));
}

function draw(state, id, on) {
  const { hidden, truck } = state.get();
  const now = new Set(hidden);
  if (on) now.delete(id);
  else now.add(id);
  state.set({ hidden: now, ...(truck === id && !on ? { truck: null, stop: null } : {}) });
}

/** Choosing a hidden truck draws it; choosing it again lets go of it. */
function choose(state, id) {
  const { truck, hidden } = state.get();
  const now = new Set(hidden);
  now.delete(id);
  state.set({ truck: truck === id ? null : id, stop: null, hidden: now });
}

function mark(list, { truck, hidden }) {
  for (const node of list.querySelectorAll("li[data-truck]")) {
    const id = node.dataset.truck;
    const chosen = id === truck;
    node.classList.toggle("chosen", chosen);
    node.querySelector("button").setAttribute("aria-pressed", String(chosen));
    node.querySelector("input").checked = !hidden.has(id);
    if (chosen) keepInView(list, node);
  }
}

/** Scrolls the list alone; scrollIntoView would move the whole page, too. */
function keepInView(list, node) {
  const top = node.offsetTop - list.offsetTop;
  const below = top + node.offsetHeight - list.clientHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (below > list.scrollTop) list.scrollTop = below;
}
