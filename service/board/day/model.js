/** Joins a plan with its problem: trucks, trips, stops, places and unserved orders with their names. */

import { LEVELS, total } from "../base/text.js";

/** Returns all that tables and map show; nothing in it changes afterwards. */
export function makeModel(view, problem) {
  const names = index(problem);
  const trucks = view.plan.routes.map((route, number) => truckOf(route, names, number));
  const stops = trucks.flatMap((truck) => truck.stops);
  const unserved = view.plan.unserved.map((item) => unservedOf(item, names));
  return {
    view,
    problem,
    names,
    trucks,
    stops,
    unserved,
    places: placesOf(stops, unserved),
    standing: standingOf(problem),
  };
}

// The dashes take turns, and colours of one dash differ most. After twelve each colour gets another dash.
const SLOTS = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11];

/** Colour and dash of a route, by its number: 48 pairs before one comes again. */
export function styleOf(number) {
  const slot = SLOTS[number % SLOTS.length];
  return `c${slot} d${(Math.floor(slot / 3) + Math.floor(number / SLOTS.length)) % 4}`;
}

const TIGHT_S = 3600;

/** Says whether somebody must act: an emergency that is not served, late, or served less than an hour before the stock-out. */
const acute = (urgency, margin) => urgency === "EMERGENCY" && (margin ?? TIGHT_S) < TIGHT_S;

function index(problem) {
  const by = (items) => new Map(items.map((item) => [item.id, item]));
  return {
    facility: by(problem.facilities),
    depot: by(problem.depots),
    vehicle: by(problem.vehicles),
    order: by(problem.orders),
    type: by(problem.cylinder_types),
  };
}

function truckOf(route, names, number) {
  const vehicle = names.vehicle.get(route.vehicle_id);
  const truck = { id: vehicle.id, name: vehicle.name || vehicle.id, vehicle, route, style: styleOf(number) };
  const after = [...route.trips.slice(1).map((trip) => trip.leg), route.finish];
  let before = 0;
  truck.trips = route.trips.map((trip, place) => {
    const stops = trip.stops.map((stop, at) =>
      stopOf(stop, { truck, trip: place + 1, number: before + at + 1 }, names),
    );
    before += stops.length;
    const depot = names.depot.get(trip.depot_id);
    const back = after[place];
    const pauses = pausesOf(route).filter(
      ({ start_s: at }) =>
        (!place || after[place - 1].arrive_s <= at) && (place + 1 === after.length || at < back.arrive_s),
    );
    const home = names.depot.get(back.destination_id);
    return {
      truck,
      number: place + 1,
      depot,
      stops,
      begin: trip.begin_s,
      end: trip.end_s,
      loaded: trip.loaded,
      back,
      home,
      pauses,
    };
  });
  truck.stops = truck.trips.flatMap((trip) => trip.stops);
  truck.metres = legsOf(route).reduce((sum, leg) => sum + leg.length_m, 0);
  truck.cylinders = truck.trips.reduce((sum, trip) => sum + total(trip.loaded), 0);
  truck.full = Math.max(0, ...truck.trips.map((trip) => fullness(trip, vehicle, names)));
  truck.late = truck.stops.filter((stop) => stop.late > 0).length;
  return truck;
}

function stopOf(stop, where, names) {
  const order = names.order.get(stop.order_id);
  const urgency = onlyEmpties(stop.delivered, stop.collected, names) ? "ROUTINE" : order.urgency;
  return {
    ...where,
    acute: acute(urgency, stop.margin_s),
    id: stop.part_id,
    order,
    facility: names.facility.get(stop.facility_id),
    urgency,
    arrive: stop.leg.arrive_s,
    begin: stop.begin_s,
    end: stop.end_s,
    due: onlyEmpties(stop.delivered, stop.collected, names) ? null : order.due_s,
    margin: stop.margin_s ?? null,
    late: stop.late_s,
    delivered: stop.delivered,
    collected: stop.collected,
    aboard: stop.aboard,
  };
}

/** Says whether a part brings nothing and its empties have a price: they may stay, and are never urgent. */
function onlyEmpties(deliver, collect, names) {
  const priced = (id) => (names.type.get(id).empty_vnd ?? null) !== null;
  return total(deliver) === 0 && Object.keys(collect).every(priced);
}

function unservedOf(item, names) {
  return {
    id: item.part_id,
    order: names.order.get(item.order_id),
    facility: names.facility.get(item.facility_id),
    due: onlyEmpties(item.deliver, item.collect, names) ? null : names.order.get(item.order_id).due_s,
    standing: onlyEmpties(item.deliver, item.collect, names),
    urgency: item.urgency,
    acute: item.urgency === "EMERGENCY",
    deliver: item.deliver,
    collect: item.collect,
    explanation: item.explanation,
  };
}

/** Returns one entry for each facility on the map, as urgent as the most urgent of its orders. */
function placesOf(stops, unserved) {
  const places = new Map();
  const at = (facility) => {
    if (!places.has(facility.id)) places.set(facility.id, { facility, stops: [], unserved: [] });
    return places.get(facility.id);
  };
  for (const stop of stops) at(stop.facility).stops.push(stop);
  for (const item of unserved) at(item.facility).unserved.push(item);
  for (const place of places.values()) {
    const levels = [...place.stops, ...place.unserved].map((item) => LEVELS.indexOf(item.urgency));
    place.urgency = LEVELS[Math.min(...levels)];
  }
  return places;
}

function fullness(trip, vehicle, names) {
  const loads = [{ full: trip.loaded, empty: {} }, ...trip.stops.map((stop) => stop.aboard)];
  return Math.max(...loads.map((load) => share(load, vehicle, names)));
}

function share(load, vehicle, names) {
  let grams = 0;
  let slots = 0;
  for (const [part, mass] of [
    ["full", "full_g"],
    ["empty", "tare_g"],
  ]) {
    for (const [id, count] of Object.entries(load[part])) {
      const type = names.type.get(id);
      grams += count * type[mass];
      slots += count * type.slots;
    }
  }
  return Math.max(grams / vehicle.payload_g, slots / vehicle.slots);
}

/** Returns the driver's breaks and meals of a day, by their time. */
function pausesOf(route) {
  const waits = [route, ...route.trips, ...route.trips.flatMap((trip) => trip.stops)].flatMap(
    ({ rests }) => rests ?? [],
  );
  const ways = legsOf(route).flatMap(({ rests, breaks }) => [...(rests ?? []), ...(breaks ?? [])]);
  return [...waits, ...ways].sort((a, b) => a.start_s - b.start_s);
}

function legsOf(route) {
  const legs = route.trips.flatMap((trip) => [trip.leg, ...trip.stops.map((stop) => stop.leg)]);
  return [...legs, route.finish].filter(Boolean);
}

/** Returns the drawn lines of each truck, by its id. */
export function linesOf(lines) {
  const byTruck = new Map();
  for (const { properties, geometry } of lines.features) {
    if (!byTruck.has(properties.vehicle_id)) byTruck.set(properties.vehicle_id, []);
    byTruck.get(properties.vehicle_id).push({ points: geometry.coordinates, straight: properties.straight });
  }
  return byTruck;
}

function standingOf(problem) {
  const places = [...problem.facilities, ...problem.depots];
  const doubtful = places.filter((place) => ["estimate", "synthetic"].includes(place.standing));
  return { doubtful: doubtful.length, all: places.length };
}
