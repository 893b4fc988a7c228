// @ts-check
/** The signs of facilities and depots on the map. */

import { fill, svg } from "../base/dom.js";
import { LEVELS } from "../base/text.js";
import { screen } from "./camera.js";
import { depotSign, placeSign } from "./symbols.js";

/** @typedef {import("../types/shown.js").Place} Place */
/** @typedef {import("./projection.js").Point} Point */
/** A sign where it stands; that of a depot has no place. */
/** @typedef {{ place: Place | null, at: Point, node: Element }} Sign */

/**
 * Draws the signs, the urgent ones and the depots on top.
 *
 * @param {import("../types/shown.js").Model} model
 * @param {(place: import("../types/shown.js").Located) => Point} at
 * @param {Element} layer
 * @returns {Sign[]}
 */
export function drawSigns(model, at, layer) {
  /** @type {Array<Sign & { place: Place }>} */
  const places = [...model.places.values()].map((place) => ({
    place,
    at: at(place.facility),
    node: svg(
      "g",
      { class: "place", "data-place": place.facility.id },
      svg("circle", { class: "reach", r: 13 }),
      signOf(place),
    ),
  }));
  /** @type {Sign[]} */
  const depots = model.problem.depots.map((depot) => ({
    place: null,
    at: at(depot),
    node: svg("g", { class: "place", "data-depot": depot.id }, depotSign(depot.in_service !== false)),
  }));
  places.sort((a, b) => LEVELS.indexOf(b.place.urgency) - LEVELS.indexOf(a.place.urgency));
  const signs = [...places, ...depots];
  fill(layer, ...signs.map((sign) => sign.node));
  return signs;
}

/** @param {Place} place */
const signOf = ({ urgency, stops, unserved }) =>
  placeSign({
    urgency,
    missed: unserved.length > 0,
    late: stops.some((stop) => stop.late > 0),
    acute: [...stops, ...unserved].some((item) => item.acute),
  });

/**
 * @param {Sign[]} signs
 * @param {{ truck: string | null, stop: string | null, hidden: Set<string> }} marks
 */
export function markSigns(signs, { truck, stop, hidden }) {
  for (const { place, node } of signs) {
    if (!place) continue;
    const mine = place.stops.filter((item) => item.truck.id === truck);
    const shown = place.unserved.length || place.stops.some((item) => !hidden.has(item.truck.id));
    const chosen = [...place.stops, ...place.unserved].some((item) => item.id === stop);
    node.classList.toggle("gone", !shown);
    node.classList.toggle("behind", Boolean(truck) && !mine.length);
    node.classList.toggle("chosen", chosen);
    numbered(node, mine.map((item) => item.number).join(","));
  }
}

/**
 * @param {Element} node
 * @param {string} number
 */
function numbered(node, number) {
  node.querySelector(".number")?.remove();
  if (number) node.append(svg("text", { class: "number", y: -11 }, number));
}

/**
 * Puts the signs where the camera sees them.
 *
 * @param {Sign[]} signs
 * @param {import("./camera.js").CameraView} view
 */
export function moveSigns(signs, view) {
  const size = signSize(view.scale);
  for (const { at, node } of signs) {
    const [px, py] = screen(view, ...at);
    node.setAttribute("transform", `translate(${px.toFixed(1)},${py.toFixed(1)}) scale(${size})`);
  }
}

/**
 * From afar signs are smaller, or a phone would show nothing but signs.
 *
 * @param {number} scale
 */
const signSize = (scale) => Math.min(1, Math.max(0.65, 0.5 + scale * 120)).toFixed(2);
