/** Signs of the map: a shape for each urgency, a house for a depot, a line for a truck. */

import { el, svg } from "../base/dom.js";
import { bi } from "../base/text.js";

const SHAPES = {
  EMERGENCY: "M0,-8.5 8,6 -8,6Z",
  URGENT: "M-6.2,-6.2H6.2V6.2H-6.2Z",
  ROUTINE: "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0Z",
};
const CLASSES = { EMERGENCY: "emergency", URGENT: "urgent", ROUTINE: "routine" };
const HOUSE = "M-9,9V-2L0,-10 9,-2V9Z";
const CROSS = "M-4,-4 4,4M-4,4 4,-4";

/** Returns the sign of a facility: filled where all is served, hollow with a cross where not, ringed where late. */
export function placeSign({ urgency, missed, late, acute = false }) {
  const css = `sign ${CLASSES[urgency]}${missed ? " missed" : ""}${acute ? " acute" : ""}`;
  return svg(
    "g",
    { class: css },
    late ? svg("circle", { class: "late-ring", r: 11.5 }) : null,
    svg("path", { class: "shape", d: SHAPES[urgency] }),
    missed ? svg("path", { class: "cross", d: CROSS }) : null,
  );
}

/** Returns the sign of a depot, crossed out where it loads nothing. */
export function depotSign(inService) {
  return svg(
    "g",
    { class: "sign depot" },
    svg("path", { class: inService ? "house" : "house shut", d: HOUSE }),
    inService
      ? svg("path", { class: "door", d: "M-3,9V2H3V9" })
      : svg("path", { class: "no", d: "M-8,-8 8,8M-8,8 8,-8" }),
  );
}

/** Returns a truck's line as it is drawn on the map. */
export function swatch(style) {
  return svg(
    "svg",
    { class: "swatch", viewBox: "0 0 44 12", width: 44, height: 12, "aria-hidden": "true" },
    svg("path", { class: `route ${style}`, d: "M2,6H42" }),
  );
}

/** Returns what the signs mean, in words. */
export function key() {
  const one = (sign, vi, en) =>
    el(
      "li",
      {},
      svg("svg", { viewBox: "-13 -13 26 26", width: 22, height: 22, "aria-hidden": "true" }, sign),
      bi(vi, en),
    );
  const plain = { missed: false, late: false };
  return el(
    "ul",
    {},
    one(depotSign(true), "kho", "depot"),
    one(placeSign({ ...plain, urgency: "EMERGENCY" }), "cấp cứu", "emergency"),
    one(placeSign({ ...plain, urgency: "URGENT" }), "khẩn", "urgent"),
    one(placeSign({ ...plain, urgency: "ROUTINE" }), "thường", "routine"),
    one(placeSign({ urgency: "ROUTINE", missed: true, late: false }), "chưa giao", "unserved"),
    one(placeSign({ urgency: "ROUTINE", missed: false, late: true }), "trễ", "late"),
  );
}
