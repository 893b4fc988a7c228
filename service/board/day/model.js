// @ts-check
/** Joins a plan with its problem: trucks, trips, stops, places and unserved orders with their names. */

import { LEVELS, total } from "../base/text.js";
import { fullness, legsOf, pausesOf } from "./route.js";

/** @typedef {import("../types/api.js").Facility} Facility */
/** @typedef {import("../types/shown.js").Counts} Counts */
/** @typedef {import("../types/shown.js").Day} Day */
/** @typedef {import("../types/shown.js").Level} Level */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").Names} Names */
/** @typedef {import("../types/shown.js").Place} Place */
/** @typedef {import("../types/shown.js").ShownStop} ShownStop */
/** @typedef {import("../types/shown.js").ShownTrip} ShownTrip */
/** @typedef {import("../types/shown.js").ShownUnserved} ShownUnserved */
/** @typedef {import("../types/shown.js").Truck} Truck */
/** @typedef {import("../types/shown.js").View} View */

/**
 * Returns all that tables and map show; nothing in it changes afterwards.
 *
 * @param {View} view
 * @param {Day} problem
 * @returns {Model}
 */
export function makeModel(view, problem) {
  const names = index(problem);
  const trucks = view.plan.routes.map((route, number) => truckOf(route, names, number));
  const stops = trucks.flatMap((truck) => truck.stops);
  const unserved = (view.plan.unserved ?? []).map((item) => unservedOf(item, names));
  const places = placesOf(stops, unserved);
  return { view, problem, names, trucks, stops, unserved, places, standing: standingOf(problem) };
}

// The dashes take turns, and colours of one dash differ most. After twelve each colour gets another dash.
const SLOTS = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11];

/**
 * Colour and dash of a route, by its number: 48 pairs before one comes again.
 *
 * @param {number} number
 */
export function styleOf(number) {
  const slot = SLOTS[number % SLOTS.length] ?? 0;
  return `c${slot} d${(Math.floor(slot / 3) + Math.floor(number / SLOTS.length)) % 4}`;
}

const TIGHT_S = 3600;

/**
 * Says whether somebody must act: an emergency that is not served, late, or served less than an hour before the stock-out.
 *
 * @param {Level} urgency
 * @param {number | null | undefined} margin
 */
const acute = (urgency, margin) => urgency === "EMERGENCY" && (margin ?? TIGHT_S) < TIGHT_S;

/**
 * @param {Day} problem
 * @returns {Names}
 */
function index(problem) {
  return {
    facility: byId(problem.facilities),
    depot: byId(problem.depots),
    vehicle: byId(problem.vehicles),
    order: byId(problem.orders),
    type: byId(problem.cylinder_types),
  };
}

/**
 * @template {{ id: string }} T
 * @param {T[]} items
 * @returns {Map<string, T>}
 */
const byId = (items) => new Map(items.map((item) => [item.id, item]));

/**
 * Returns what a plan names; its problem has it.
 *
 * @template T
 * @param {Map<string, T>} among
 * @param {string} id
 * @returns {T}
 */
export function known(among, id) {
  const found = among.get(id);
  if (found === undefined) throw new Error(`the problem lacks ${id}`);
  return found;
}

/**
 * @param {import("../types/api.js").Route} route
 * @param {Names} names
 * @param {number} number
 * @returns {Truck}
 */
function truckOf(route, names, number) {
  const vehicle = known(names.vehicle, route.vehicle_id);
  /** @type {Truck} */
  const truck = {
    id: vehicle.id,
    name: vehicle.name || vehicle.id,
    vehicle,
    route,
    style: styleOf(number),
    trips: [],
    stops: [],
    metres: legsOf(route).reduce((sum, leg) => sum + leg.length_m, 0),
    cylinders: route.trips.reduce((sum, trip) => sum + total(trip.loaded), 0),
    full: Math.max(0, ...route.trips.map((trip) => fullness(trip, vehicle, names.type))),
    late: 0,
  };
  truck.trips = tripsOf(truck, names);
  truck.stops = truck.trips.flatMap((trip) => trip.stops);
  truck.late = truck.stops.filter((stop) => stop.late > 0).length;
  return truck;
}

/**
 * @param {Truck} truck
 * @param {Names} names
 * @returns {ShownTrip[]}
 */
function tripsOf(truck, names) {
  const { route } = truck;
  const legs = route.trips.map((trip) => trip.leg ?? null);
  const pauses = pausesOf(route);
  let before = 0;
  return route.trips.map((trip, place) => {
    const stops = trip.stops.map((stop, at) =>
      stopOf(stop, { truck, trip: place + 1, number: before + at + 1 }, names),
    );
    before += stops.length;
    const last = place + 1 === route.trips.length;
    const back = (last ? null : legs[place + 1]) ?? route.finish;
    const from = place ? (legs[place]?.arrive_s ?? 0) : Number.NEGATIVE_INFINITY;
    const until = last ? Number.POSITIVE_INFINITY : back.arrive_s;
    return {
      truck,
      number: place + 1,
      depot: known(names.depot, trip.depot_id),
      stops,
      begin: trip.begin_s,
      end: trip.end_s,
      loaded: trip.loaded,
      back,
      home: known(names.depot, back.destination_id),
      pauses: pauses.filter(({ start_s: at }) => from <= at && at < until),
    };
  });
}

/**
 * @param {import("../types/api.js").Stop} stop
 * @param {{ truck: Truck, trip: number, number: number }} where
 * @param {Names} names
 * @returns {ShownStop}
 */
function stopOf(stop, where, names) {
  const order = known(names.order, stop.order_id);
  const empties = onlyEmpties(stop.delivered, stop.collected, names);
  const urgency = empties ? "ROUTINE" : (order.urgency ?? "ROUTINE");
  return {
    ...where,
    id: stop.part_id,
    order,
    facility: known(names.facility, stop.facility_id),
    urgency,
    acute: acute(urgency, stop.margin_s),
    arrive: stop.leg.arrive_s,
    begin: stop.begin_s,
    end: stop.end_s,
    due: empties ? null : (order.due_s ?? null),
    margin: stop.margin_s ?? null,
    late: stop.late_s ?? 0,
    delivered: stop.delivered,
    collected: stop.collected,
    aboard: { full: stop.aboard.full ?? {}, empty: stop.aboard.empty ?? {} },
  };
}

/**
 * Says whether a part brings nothing and its empties have a price: they may stay, and are never urgent.
 *
 * @param {Counts} deliver
 * @param {Counts} collect
 * @param {Names} names
 */
function onlyEmpties(deliver, collect, names) {
  const priced = (/** @type {string} */ id) => (known(names.type, id).empty_vnd ?? null) !== null;
  return total(deliver) === 0 && Object.keys(collect).every(priced);
}

/**
 * @param {import("../types/api.js").Unserved} item
 * @param {Names} names
 * @returns {ShownUnserved}
 */
function unservedOf(item, names) {
  const order = known(names.order, item.order_id);
  const standing = onlyEmpties(item.deliver, item.collect, names);
  return {
    id: item.part_id,
    order,
    facility: known(names.facility, item.facility_id),
    due: standing ? null : (order.due_s ?? null),
    standing,
    urgency: item.urgency,
    acute: item.urgency === "EMERGENCY",
    deliver: item.deliver,
    collect: item.collect,
    explanation: item.explanation ?? null,
  };
}

/**
 * Returns one entry for each facility on the map, as urgent as the most urgent of its orders.
 *
 * @param {ShownStop[]} stops
 * @param {ShownUnserved[]} unserved
 */
function placesOf(stops, unserved) {
  /** @type {Map<string, Place>} */
  const places = new Map();
  const at = (/** @type {Facility} */ facility) => {
    const place = places.get(facility.id) ?? { facility, stops: [], unserved: [], urgency: "ROUTINE" };
    places.set(facility.id, place);
    return place;
  };
  for (const stop of stops) at(stop.facility).stops.push(stop);
  for (const item of unserved) at(item.facility).unserved.push(item);
  for (const place of places.values()) {
    const levels = [...place.stops, ...place.unserved].map((item) => LEVELS.indexOf(item.urgency));
    place.urgency = LEVELS[Math.min(...levels)] ?? "ROUTINE";
  }
  return places;
}

/**
 * Returns the drawn lines of each truck, by its id.
 *
 * @param {{ features: Array<{ properties: { vehicle_id: string, straight: boolean }, geometry: { coordinates: import("../types/shown.js").Point[] } }> }} lines
 */
export function linesOf(lines) {
  /** @type {import("../types/shown.js").Lines} */
  const byTruck = new Map();
  for (const { properties, geometry } of lines.features) {
    const { vehicle_id: id, straight } = properties;
    byTruck.set(id, [...(byTruck.get(id) ?? []), { points: geometry.coordinates, straight }]);
  }
  return byTruck;
}

/** @param {Day} problem */
function standingOf(problem) {
  const places = [...problem.facilities, ...problem.depots];
  const doubtful = places.filter(({ standing }) => standing === "estimate" || standing === "synthetic");
  return { doubtful: doubtful.length, all: places.length };
}
