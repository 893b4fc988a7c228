/** The note on the map: what is pointed at or chosen, in words. */

import { byId, fill } from "../base/dom.js";
import { bi, clock, counts, number, short, urgency } from "../base/text.js";

/** Shows the note of what is pointed at, else of what is chosen. */
export function note(model, { truck, stop, pointed }) {
  const box = byId("map-note");
  const lines = pointedLines(model, pointed) ?? chosenLines(model, truck, stop);
  box.hidden = !lines;
  fill(box, lines ?? []);
}

function pointedLines(model, pointed) {
  if (!pointed) return null;
  if (pointed.place) return placeLines(model.places.get(pointed.place));
  if (pointed.depot) return depotLines(model, model.names.depot.get(pointed.depot));
  return truckLines(model.trucks.find((truck) => truck.id === pointed.truck));
}

function chosenLines(model, truckId, stopId) {
  const item = model.stops.concat(model.unserved).find((one) => one.id === stopId);
  if (item) return placeLines(model.places.get(item.facility.id));
  return truckLines(model.trucks.find((truck) => truck.id === truckId));
}

function placeLines(place) {
  if (!place) return null;
  const lines = [strong(place.facility.name), urgency(place.urgency)];
  for (const stop of place.stops.slice(0, 4)) {
    lines.push(`${stop.truck.name} · ${clock(stop.begin)}–${clock(stop.end)} · ${counts(stop.delivered)}`);
    if (stop.late) lines.push(bi(`Trễ ${Math.ceil(stop.late / 60)} phút`, "late"));
  }
  if (place.unserved.length) {
    const missing = place.unserved.map((item) => counts(item.deliver)).join("; ");
    lines.push(bi(`Chưa giao: ${missing}`, "unserved"));
  }
  return lines.map(line);
}

function truckLines(truck) {
  if (!truck) return null;
  const { trips, stops } = truck;
  const told = bi(`${number(trips.length)} chuyến, ${number(stops.length)} điểm`, "trips, stops");
  return [strong(truck.name), told, `${clock(truck.route.start_s)}–${clock(truck.route.end_s)}`].map(line);
}

function depotLines(model, depot) {
  const trips = model.trucks.flatMap((truck) => truck.trips).filter((trip) => trip.depot.id === depot.id);
  const state = depot.in_service
    ? bi(`${number(trips.length)} chuyến bốc ở đây`, "trips load here")
    : bi("ngừng hoạt động", "out of service");
  return [strong(short(depot.name)), state].map(line);
}

function strong(text) {
  const node = document.createElement("strong");
  node.textContent = text;
  return node;
}

function line(content) {
  const node = document.createElement("span");
  node.append(content);
  return node;
}
