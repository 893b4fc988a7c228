// @ts-check
/** Names on the map, the most important first, wherever they cover no other name. */

import { fill, svg } from "../base/dom.js";
import { short } from "../base/text.js";
import { screen } from "./camera.js";

/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("./camera.js").CameraView} CameraView */
/** @typedef {import("./projection.js").Point} Point */
/** @typedef {import("./projection.js").Box} Box */
/** @typedef {import("../types/shown.js").Located & { id: string, name: string }} NamedPlace */
/** @typedef {{ id: string, text: string, rank: number, width: number, at: Point }} Name */
/** @typedef {{ left: number, top: number, box: Box }} Spot */

const HEIGHT_PX = 15;
const BESIDE_PX = 11;
const SIGN_PX = 7;
const MOST = 60;
const LONGEST = 32;
const STATION = 3;
const LETTER_PX = 7;
/** @type {Record<string, number>} */
const RANKS = { hospital: 1, hospital_central_or_military: 1, district_health_centre: 2 };
// Stations are named only where the map is close.
const FROM_SCALE = [0, 0, 0.004, 0.012];

/**
 * Returns what may be named, in order of importance: depots, hospitals, centres, stations.
 *
 * @param {Model} model
 * @param {(place: NamedPlace) => Point} at
 * @returns {Name[]}
 */
export function namesOf(model, at) {
  const width = measurer();
  const nameOf = (/** @type {NamedPlace} */ place, /** @type {number} */ rank) => {
    const name = short(place.name);
    const text = name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
    return { id: place.id, text, rank, width: width(text, rank), at: at(place) };
  };
  const depots = model.problem.depots.map((depot) => nameOf(depot, 0));
  const places = [...model.places.values()].map(({ facility }) =>
    nameOf(facility, RANKS[facility.kind ?? ""] ?? STATION),
  );
  return [...depots, ...places].sort((a, b) => a.rank - b.rank);
}

/**
 * Puts names beside their signs; the chosen place is named before all others.
 *
 * @param {Element} group
 * @param {Name[]} names
 * @param {CameraView} view
 * @param {string | undefined} chosen
 */
export function drawNames(group, names, view, chosen) {
  const seen = names
    .map((name) => ({ name, px: screen(view, ...name.at) }))
    .filter(({ px }) => inside(px, view));
  const signs = seen.map(
    ({ px: [x, y] }) => /** @type {Box} */ ([x - SIGN_PX, y - SIGN_PX, x + SIGN_PX, y + SIGN_PX]),
  );
  const first = seen.filter(({ name }) => name.id === chosen);
  /** @type {Box[]} */
  const taken = [];
  /** @type {Element[]} */
  const shown = [];
  for (const { name, px } of [...first, ...seen.filter((one) => !first.includes(one))]) {
    const leads = name.id === chosen;
    const wanted = shown.length < MOST && (leads || view.scale >= (FROM_SCALE[name.rank] ?? 0));
    const label = { width: name.width, mayCover: leads || name.rank === 0 };
    const spot = wanted ? freeSpot(label, px, view, taken, signs) : null;
    if (!spot) continue;
    taken.push(spot.box);
    shown.push(textAt(name, spot));
  }
  fill(group, shown);
}

/** Returns what measures texts as they are drawn; depots are bold. */
function measurer() {
  const context = document.createElement("canvas").getContext("2d");
  const font = getComputedStyle(document.body).fontFamily;
  return (/** @type {string} */ text, /** @type {number} */ rank) => {
    if (!context) return text.length * LETTER_PX;
    context.font = `${rank ? 500 : 700} 12px ${font}`;
    return context.measureText(text).width;
  };
}

/**
 * Tries right, left, below and above; some may cover signs, others keep clear of them, too.
 *
 * @param {{ width: number, mayCover: boolean }} label
 * @param {Point} pixel
 * @param {CameraView} view
 * @param {Box[]} taken
 * @param {Box[]} signs
 * @returns {Spot | null}
 */
function freeSpot({ width, mayCover }, [x, y], view, taken, signs) {
  const corners = /** @type {Point[]} */ ([
    [x + BESIDE_PX, y - HEIGHT_PX / 2],
    [x - BESIDE_PX - width, y - HEIGHT_PX / 2],
    [x - width / 2, y + BESIDE_PX],
    [x - width / 2, y - BESIDE_PX - HEIGHT_PX],
  ]);
  /** @type {Spot[]} */
  const tries = corners.map(([left, top]) => ({
    left,
    top,
    box: [left - 2, top, left + width + 2, top + HEIGHT_PX],
  }));
  const open = tries.filter(({ box }) => whole(box, view) && !taken.some((other) => meets(box, other)));
  const clear = open.find(({ box }) => !signs.some((sign) => meets(box, sign)));
  return clear ?? (mayCover ? open[0] : null) ?? null;
}

/**
 * @param {Name} name
 * @param {Spot} spot
 */
function textAt({ rank, text }, { left, top }) {
  return svg(
    "text",
    { class: rank ? "name" : "name depot-name", x: left.toFixed(1), y: (top + 12).toFixed(1) },
    text,
  );
}

/**
 * @param {Point} point
 * @param {CameraView} view
 */
const inside = ([x, y], view) => x > 0 && y > 0 && x < view.width && y < view.height;
/**
 * @param {Box} box
 * @param {CameraView} view
 */
const whole = (box, view) => box[0] >= 0 && box[1] >= 0 && box[2] <= view.width && box[3] <= view.height;
/**
 * @param {Box} a
 * @param {Box} b
 */
const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
