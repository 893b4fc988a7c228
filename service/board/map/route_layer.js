// @ts-check
/** The trucks' lines on the map. */

import { fill, svg } from "../base/dom.js";
import { pathOf } from "./projection.js";

/** What is drawn of each truck, by its id: what sets the line off, the line, and what the mouse meets. */
/** @typedef {Map<string, { casing: Element, line: Element, touch: Element }>} Routes */

/**
 * Draws the lines; whole ones lie below broken ones, so that trucks on the same road are all seen.
 *
 * @param {import("../types/shown.js").Model} model
 * @param {import("../types/shown.js").Lines | null} byTruck
 * @param {import("./projection.js").Projection} projection
 * @param {{ casings: Element, routes: Element }} layers
 * @returns {Routes}
 */
export function drawRoutes(model, byTruck, projection, layers) {
  /** @type {Routes} */
  const routes = new Map();
  const whole = (/** @type {{ style: string }} */ truck) => (truck.style.endsWith("d0") ? 0 : 1);
  for (const truck of [...model.trucks].sort((a, b) => whole(a) - whole(b))) {
    const lines = byTruck?.get(truck.id) ?? [];
    const d = lines.map(({ points }) => pathOf(points, projection)).join("");
    const straight = lines.some((line) => line.straight) ? " straight" : "";
    routes.set(truck.id, {
      casing: svg("path", { class: "casing", d }),
      line: svg("path", { class: `route ${truck.style}${straight}`, d }),
      touch: svg("path", { class: "touch", d, "data-truck": truck.id }),
    });
  }
  const all = [...routes.values()];
  fill(layers.casings, ...all.map((route) => route.casing));
  fill(layers.routes, ...all.map((route) => route.line), ...all.map((route) => route.touch));
  return routes;
}

/**
 * The truck ahead is drawn bold and above the others, which fade.
 *
 * @param {Routes} routes
 * @param {{ ahead: string | null | undefined, pointed: string | null | undefined, hidden: Set<string> }} marks
 */
export function markRoutes(routes, { ahead, pointed, hidden }) {
  for (const [id, { casing, line, touch }] of routes) {
    for (const part of [casing, line, touch]) part.classList.toggle("gone", hidden.has(id));
    line.classList.toggle("ahead", id === ahead || id === pointed);
    line.classList.toggle("behind", Boolean(ahead) && id !== ahead && id !== pointed);
  }
  const leading = ahead ? routes.get(ahead)?.line : undefined;
  if (leading?.nextElementSibling?.classList.contains("route")) {
    for (const { line } of routes.values()) if (line !== leading) leading.before(line);
  }
}
