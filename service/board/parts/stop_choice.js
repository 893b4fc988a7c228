// @ts-check
/** Which stops the table shows, and in which order. */

import { fold, LEVELS, total } from "../base/text.js";

/** @typedef {import("../types/shown.js").ShownStop} ShownStop */
/** What the form above the table asks for. */
/** @typedef {{ phrase: string, level: string, late: boolean }} Wish */
/** The column that the table is sorted by; without one it is in driving order. */
/** @typedef {{ key: string | null, down: boolean }} Sort */

/** What each column sorts by. */
/** @type {Record<string, (stop: ShownStop) => string | number>} */
const VALUES = {
  number: (stop) => stop.number,
  truck: (stop) => stop.truck.name,
  facility: (stop) => stop.facility.name,
  arrive: (stop) => stop.arrive,
  begin: (stop) => stop.begin,
  delivered: (stop) => total(stop.delivered),
  collected: (stop) => total(stop.collected),
  urgency: (stop) => LEVELS.indexOf(stop.urgency),
  due: (stop) => stop.due ?? Number.POSITIVE_INFINITY,
  margin: (stop) => stop.margin ?? Number.POSITIVE_INFINITY,
  late: (stop) => stop.late,
  aboard: (stop) => total(stop.aboard.full),
};

/**
 * Returns what is typed as it is searched for: no accents, no needless spaces.
 *
 * @param {string} typed
 */
export const searching = (typed) => fold(typed).trim().replace(/\s+/gu, " ");

/**
 * Returns what the form asks for, as a test of a stop.
 *
 * @param {Wish} wish
 * @param {string | null} truck
 * @returns {(stop: ShownStop) => boolean}
 */
export function wanted({ phrase, level, late }, truck) {
  return (stop) =>
    (!truck || stop.truck.id === truck) &&
    (!level || stop.urgency === level) &&
    (!late || stop.late > 0) &&
    searched(stop).includes(phrase);
}

/** @type {WeakMap<ShownStop, string>} */
const texts = new WeakMap();

/** @param {ShownStop} stop */
function searched(stop) {
  const known = texts.get(stop);
  if (known !== undefined) return known;
  const { facility, truck, order } = stop;
  const { name, name_en: english, commune, district, id } = facility;
  const text = fold([name, english, commune, district, id, truck.name, order.id].join(" | "));
  texts.set(stop, text);
  return text;
}

/**
 * Returns stops by a column, or as they are.
 *
 * @param {ShownStop[]} stops
 * @param {Sort} sort
 */
export function sorted(stops, { key, down }) {
  const value = key && VALUES[key];
  if (!value) return stops;
  const sign = down ? -1 : 1;
  return [...stops].sort((a, b) => sign * compare(value(a), value(b)));
}

/**
 * @param {string | number} a
 * @param {string | number} b
 */
function compare(a, b) {
  if (typeof a === "string" || typeof b === "string") return String(a).localeCompare(String(b), "vi");
  // Equal, or both without end.
  return a === b ? 0 : a - b;
}
