// @ts-check
/** What a truck's day is made of: its legs, its driver's pauses, and how full the truck is. */

/** @typedef {import("../types/api.js").Break} Break */
/** @typedef {import("../types/api.js").CylinderType} CylinderType */
/** @typedef {import("../types/api.js").Leg} Leg */
/** @typedef {import("../types/api.js").Load} Load */
/** @typedef {import("../types/api.js").Route} Route */
/** @typedef {import("../types/api.js").Trip} Trip */
/** @typedef {import("../types/api.js").Vehicle} Vehicle */

/**
 * Returns the legs of a day, the way home last.
 *
 * @param {Route} route
 * @returns {Leg[]}
 */
export function legsOf({ trips, finish }) {
  return [...trips.flatMap((trip) => [trip.leg ?? [], ...trip.stops.map((stop) => stop.leg)]).flat(), finish];
}

/**
 * Returns the driver's breaks and meals of a day, by their time.
 *
 * @param {Route} route
 * @returns {Break[]}
 */
export function pausesOf(route) {
  const waits = [route, ...route.trips, ...route.trips.flatMap((trip) => trip.stops)];
  const standing = waits.flatMap(({ rests }) => rests ?? []);
  const driving = legsOf(route).flatMap(({ rests, breaks }) => [...(rests ?? []), ...(breaks ?? [])]);
  return [...standing, ...driving].sort((a, b) => a.start_s - b.start_s);
}

/**
 * Returns how full a truck is where it is fullest: a share of its payload or of its slots.
 *
 * @param {Trip} trip
 * @param {Vehicle} vehicle
 * @param {Map<string, CylinderType>} types
 */
export function fullness(trip, vehicle, types) {
  const loads = [{ full: trip.loaded }, ...trip.stops.map((stop) => stop.aboard)];
  return Math.max(...loads.map((load) => share(load, vehicle, types)));
}

/**
 * @param {Load} load
 * @param {Vehicle} vehicle
 * @param {Map<string, CylinderType>} types
 */
function share({ full = {}, empty = {} }, vehicle, types) {
  const loads = [
    ...Object.entries(full).map(([id, count]) => ({
      type: types.get(id),
      count,
      mass: types.get(id)?.full_g,
    })),
    ...Object.entries(empty).map(([id, count]) => ({
      type: types.get(id),
      count,
      mass: types.get(id)?.tare_g,
    })),
  ];
  const grams = loads.reduce((sum, { count, mass = 0 }) => sum + count * mass, 0);
  const slots = loads.reduce((sum, { count, type }) => sum + count * (type?.slots ?? 1), 0);
  return Math.max(grams / vehicle.payload_g, slots / vehicle.slots);
}
