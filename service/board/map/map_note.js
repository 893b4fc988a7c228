// @ts-check
/** The note on the map: what is pointed at or chosen, in words. */

import { html } from "../base/html.js";
import { clock, counts, number, short } from "../base/text.js";
import { bi, urgency } from "../base/words.js";

/** @typedef {import("../types/shown.js").State} State */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../base/html.js").Content} Content */

const STOPS = 4;

/** @param {{ store: import("../types/shown.js").Store }} props */
export function Note({ store: { signals } }) {
  const model = signals.model.value;
  if (!model) return null;
  const { pointed, truck, stop } = signals;
  return noted(model, { pointed: pointed.value, truck: truck.value, stop: stop.value }).map(
    (line) => html`<span>${line}</span>`,
  );
}

/**
 * Returns what there is to say of what is pointed at, else of what is chosen; nothing where neither is.
 *
 * @param {Model} model
 * @param {Pick<State, "pointed" | "truck" | "stop">} selected
 * @returns {Content[]}
 */
export function noted(model, { pointed, truck, stop }) {
  if (pointed?.place) return placeLines(model.places.get(pointed.place));
  if (pointed?.depot) return depotLines(model, model.names.depot.get(pointed.depot));
  if (pointed) return truckLines(model, pointed.truck);
  const item = model.stops.find((one) => one.id === stop) ?? model.unserved.find((one) => one.id === stop);
  return item ? placeLines(model.places.get(item.facility.id)) : truckLines(model, truck);
}

/**
 * @param {import("../types/shown.js").Place | undefined} place
 * @returns {Content[]}
 */
function placeLines(place) {
  if (!place) return [];
  /** @type {Content[]} */
  const lines = [html`<strong>${place.facility.name}</strong>`, urgency(place.urgency)];
  for (const stop of place.stops.slice(0, STOPS)) {
    lines.push(`${stop.truck.name} · ${clock(stop.begin)}–${clock(stop.end)} · ${counts(stop.delivered)}`);
    if (stop.late) lines.push(bi(`Trễ ${Math.ceil(stop.late / 60)} phút`, "late"));
  }
  if (place.unserved.length) {
    const missing = place.unserved.map((item) => counts(item.deliver)).join("; ");
    lines.push(bi(`Chưa giao: ${missing}`, "unserved"));
  }
  return lines;
}

/**
 * @param {Model} model
 * @param {string | null | undefined} id
 * @returns {Content[]}
 */
function truckLines(model, id) {
  const truck = model.trucks.find((one) => one.id === id);
  if (!truck) return [];
  const { name, trips, stops, route } = truck;
  const told = bi(`${number(trips.length)} chuyến, ${number(stops.length)} điểm`, "trips, stops");
  return [html`<strong>${name}</strong>`, told, `${clock(route.start_s)}–${clock(route.end_s)}`];
}

/**
 * @param {Model} model
 * @param {import("../types/api.js").Depot | undefined} depot
 * @returns {Content[]}
 */
function depotLines(model, depot) {
  if (!depot) return [];
  const trips = model.trucks.flatMap((truck) => truck.trips).filter((trip) => trip.depot.id === depot.id);
  const state =
    depot.in_service === false
      ? bi("ngừng hoạt động", "out of service")
      : bi(`${number(trips.length)} chuyến bốc ở đây`, "trips load here");
  return [html`<strong>${short(depot.name)}</strong>`, state];
}
