// @ts-check
/** Signs of the map: a shape for each urgency and a house for a depot; and the key that says what they mean. */

import { svg } from "../base/dom.js";
import { html } from "../base/html.js";
import { bi } from "../base/words.js";

/** @typedef {import("../types/shown.js").Level} Level */
/** @typedef {{ urgency: Level, missed?: boolean, late?: boolean, acute?: boolean }} Sign */

const SHAPES = {
  EMERGENCY: "M0,-8.5 8,6 -8,6Z",
  URGENT: "M-6.2,-6.2H6.2V6.2H-6.2Z",
  ROUTINE: "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0Z",
};
const CLASSES = { EMERGENCY: "emergency", URGENT: "urgent", ROUTINE: "routine" };
const HOUSE = "M-9,9V-2L0,-10 9,-2V9Z";
const CROSS = "M-4,-4 4,4M-4,4 4,-4";

/**
 * Returns the sign of a facility: filled where all is served, hollow with a cross where not, ringed where late.
 *
 * @param {Sign} sign
 */
export function placeSign({ urgency, missed = false, late = false, acute = false }) {
  const css = `sign ${CLASSES[urgency]}${missed ? " missed" : ""}${acute ? " acute" : ""}`;
  return svg(
    "g",
    { class: css },
    late ? svg("circle", { class: "late-ring", r: 11.5 }) : null,
    svg("path", { class: "shape", d: SHAPES[urgency] }),
    missed ? svg("path", { class: "cross", d: CROSS }) : null,
  );
}

/**
 * Returns the sign of a depot, crossed out where it loads nothing.
 *
 * @param {boolean} inService
 */
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

/** What the signs mean, in words. */
export function Key() {
  return html`
    <ul>
      <${Item} sign=${depotSign(true)} words=${bi("kho", "depot")} />
      <${Item} sign=${placeSign({ urgency: "EMERGENCY" })} words=${bi("cấp cứu", "emergency")} />
      <${Item} sign=${placeSign({ urgency: "URGENT" })} words=${bi("khẩn", "urgent")} />
      <${Item} sign=${placeSign({ urgency: "ROUTINE" })} words=${bi("thường", "routine")} />
      <${Item} sign=${placeSign({ urgency: "ROUTINE", missed: true })} words=${bi("chưa giao", "unserved")} />
      <${Item} sign=${placeSign({ urgency: "ROUTINE", late: true })} words=${bi("trễ", "late")} />
    </ul>
  `;
}

/** @param {{ sign: Element, words: import("../base/html.js").Content }} props */
function Item({ sign, words }) {
  const hold = (/** @type {Element | null} */ frame) => frame?.replaceChildren(sign);
  return html`<li><svg ref=${hold} viewBox="-13 -13 26 26" width="22" height="22" aria-hidden="true" />${words}</li>`;
}
