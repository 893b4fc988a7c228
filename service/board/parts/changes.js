// @ts-check
/** What a scenario assumes, in words. */

import { html } from "../base/html.js";
import { number } from "../base/text.js";
import { bi } from "../base/words.js";

/** @typedef {import("../types/shown.js").Changes} Changes */
/** @typedef {import("../types/shown.js").Shape} Shape */
/** @typedef {import("../base/html.js").Content} Content */

/**
 * Returns what was assumed, in words.
 *
 * @param {{ changes: Changes, base: import("../types/shown.js").Model }} props
 */
export function Assumed({ changes, base }) {
  const said = [...lost(changes, base.names), ...closed(changes, base.names), ...given(changes, base.names)];
  return html`<span class="said">${said.map((words, at) => [at > 0 && "; ", words])}</span>`;
}

/**
 * @param {string[]} ids
 * @param {Map<string, { name?: string }>} names
 */
const named = (ids, names) => ids.map((id) => names.get(id)?.name || id).join(", ");

/**
 * @param {Changes} changes
 * @param {import("../types/shown.js").Names} names
 * @returns {Content[]}
 */
function lost({ depot_down: depots = [], vehicle_down: vehicles = [] }, names) {
  const said = [];
  if (depots.length) said.push(bi(`kho ngừng hoạt động: ${named(depots, names.depot)}`, "depot down"));
  if (vehicles.length) said.push(bi(`mất xe ${named(vehicles, names.vehicle)}`, "truck lost"));
  return said;
}

/**
 * @param {Changes} changes
 * @param {import("../types/shown.js").Names} names
 * @returns {Content[]}
 */
function closed(changes, names) {
  const { close_way: ways = [], close_edge: edges = [], close_area: areas = [] } = changes;
  const { close_hours: hours, still_reachable: still = [] } = changes;
  const said = [];
  if (ways.length) said.push(bi(`đóng đường ${ways.join(", ")}`, "road closed"));
  if (edges.length) said.push(bi(`đóng ${number(edges.length)} đoạn đường`, "stretches closed"));
  if (areas.length) said.push(bi(`đóng vùng ${areaNames(areas).join(", ")}`, "area closed"));
  if (hours) said.push(bi(`lúc ${hours}`, "at these hours"));
  if (still.length) said.push(bi(`vẫn tới được ${named(still, names.facility)}`, "still reachable"));
  return said;
}

/**
 * @param {Changes} changes
 * @param {import("../types/shown.js").Names} names
 * @returns {Content[]}
 */
function given({ permit = [], demand }, names) {
  const said = [];
  if (permit.length) said.push(bi(`cấp phép cho xe ${named(permit, names.vehicle)}`, "permits"));
  if (demand) said.push(bi(`nhu cầu ${number(demand * 100)} %`, "demand"));
  return said;
}

/**
 * Returns what areas are called; a file without names is counted.
 *
 * @param {Shape[]} areas
 */
function areaNames(areas) {
  const features = areas.flatMap((area) => area.features ?? [area]);
  const names = features.flatMap((feature) => feature.properties?.name || []);
  return names.length ? [...new Set(names)].slice(0, 5) : [number(features.length)];
}
