/** The table of stops: of one truck or all, searched, sorted, and linked to the map. */

import { byId, el, fill } from "../base/dom.js";
import { bi, fold, number } from "../base/text.js";
import { COLUMNS, headRow, stopRow, tripRow } from "./stop_rows.js";

/** Keeps the table in step with the state. */
export function makeStops(state) {
  const table = byId("stops");
  const wish = { sort: null, down: false };
  const again = () => state.get().model && show(table, state, wish, again);
  for (const id of ["stops-search", "stops-urgency", "stops-late"]) byId(id).addEventListener("input", again);
  byId("stops-form").addEventListener("submit", (event) => event.preventDefault());
  byId("stops-clear").addEventListener("click", () => state.set({ truck: null, stop: null }));
  byId("stops-order").addEventListener("click", () => {
    wish.sort = null;
    again();
  });
  state.on(["model", "truck"], again);
  state.on(["model", "truck", "stop"], ({ stop }) => mark(table, stop));
}

function show(table, state, wish, again) {
  const { model, truck } = state.get();
  const stops = sorted(model.stops.filter(wanted(truck)), wish);
  const choose = (stop) =>
    state.set({ truck: stop.truck.id, stop: state.get().stop === stop.id ? null : stop.id });
  const bodies = wish.sort ? [body(stops, choose)] : byTrip(model, stops, choose);
  fill(
    table,
    el("caption", { class: "unseen" }, caption(model, truck)),
    headRow(wish, (key) => turn(wish, key, again)),
    bodies,
  );
  table.classList.toggle("grouped", !wish.sort);
  fill(byId("stops-count"), ...counted(model, stops, truck));
  byId("stops-clear").hidden = !truck;
  byId("stops-order").hidden = !wish.sort;
  mark(table, state.get().stop);
}

/** Returns what the form asks for, as a test of a stop. */
function wanted(truck) {
  const phrase = fold(byId("stops-search").value).trim().replace(/\s+/gu, " ");
  const level = byId("stops-urgency").value;
  const late = byId("stops-late").checked;
  return (stop) =>
    (!truck || stop.truck.id === truck) &&
    (!level || stop.urgency === level) &&
    (!late || stop.late > 0) &&
    searched(stop).includes(phrase);
}

const texts = new WeakMap();

function searched(stop) {
  if (!texts.has(stop)) {
    const { facility, truck, order } = stop;
    const said = [
      facility.name,
      facility.name_en,
      facility.commune,
      facility.district,
      facility.id,
      truck.name,
      order.id,
    ];
    texts.set(stop, fold(said.join(" | ")));
  }
  return texts.get(stop);
}

function sorted(stops, { sort, down }) {
  if (!sort) return stops;
  const { value } = COLUMNS.find((column) => column.key === sort);
  const sign = down ? -1 : 1;
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, "vi") : a - b);
  return [...stops].sort((a, b) => sign * compare(value(a), value(b)));
}

function turn(wish, key, again) {
  wish.down = wish.sort === key && !wish.down;
  wish.sort = key;
  again();
  byId("stops").querySelector(`[data-sort="${key}"]`).focus();
}

function byTrip(model, stops, choose) {
  const kept = new Set(stops);
  const trips = model.trucks.flatMap((truck) => truck.trips);
  const bodies = [];
  for (const trip of trips) {
    const mine = trip.stops.filter((stop) => kept.has(stop));
    if (mine.length) bodies.push(body(mine, choose, tripRow(trip)));
  }
  return bodies;
}

const body = (stops, choose, first = null) =>
  el("tbody", { role: "rowgroup" }, first, ...stops.map((stop) => stopRow(stop, choose)));

function caption(model, truck) {
  const name = model.trucks.find((one) => one.id === truck)?.name;
  return name
    ? bi(`Điểm giao của ${name}`, `Stops of ${name}`)
    : bi("Điểm giao của mọi xe", "Stops of all trucks");
}

function counted(model, stops, truck) {
  const name = model.trucks.find((one) => one.id === truck)?.name;
  const told = bi(`${number(stops.length)} / ${number(model.stops.length)} điểm`, "stops");
  return name ? [told, " · ", el("strong", {}, name)] : [told];
}

function mark(table, chosen) {
  for (const row of table.querySelectorAll("tr[data-stop]")) {
    const on = row.dataset.stop === chosen;
    row.classList.toggle("chosen", on);
    row.querySelector("button").setAttribute("aria-pressed", String(on));
    if (on) keepInView(byId("stops-scroll"), row);
  }
}

function keepInView(box, row) {
  const gap = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (gap < 60 || gap > box.clientHeight - 60) box.scrollTop += gap - box.clientHeight / 3;
}
