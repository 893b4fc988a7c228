// @ts-check
/** Areas on the map: those that the plan keeps out of, those asked for, and the one being drawn. */

import { fill, svg } from "../base/dom.js";
import { pathOf } from "./projection.js";

/** @typedef {import("../types/shown.js").State} State */
/** @typedef {import("../types/shown.js").Shape} Shape */
/** @typedef {import("../types/shown.js").Point} Point */
/** @typedef {import("./projection.js").Projection} Projection */

/**
 * Draws all areas into a group of the map's plane.
 *
 * @param {Element} group
 * @param {Pick<State, "model" | "areas" | "drawing">} state
 * @param {Projection | null} projection
 */
export function drawAreas(group, { model, areas, drawing }, projection) {
  if (!projection) return;
  const closed = polygonsOf(closedOf(model)).map((rings) => shape("area closed", rings, projection));
  // Once planned with, they lie one on the other.
  const wished = closed.length ? [] : areas.flatMap((area) => polygonsOf(area.shape));
  const asked = wished.map((rings) => shape("area asked", rings, projection));
  fill(group, closed, asked, drawing?.length ? sketch(drawing, projection) : []);
}

/**
 * Returns the areas that a problem was made without, all day or for some hours, as it says itself.
 *
 * @param {State["model"]} model
 * @returns {Shape}
 */
function closedOf(model) {
  const areas = (model?.problem.roads?.closures ?? []).filter((closure) => closure.kind === "area_closed");
  return {
    type: "FeatureCollection",
    features: areas.map((area) => ({ type: "Polygon", coordinates: area.polygon })),
  };
}

/**
 * Returns the rings of every polygon in any GeoJSON; what is none is left to the server to refuse.
 *
 * @param {Shape | null} found
 * @returns {Point[][][]}
 */
function polygonsOf(found) {
  if (!found || typeof found !== "object" || !inDegrees(found)) return [];
  if (Array.isArray(found.features)) return found.features.flatMap(polygonsOf);
  if (found.geometry) return polygonsOf(found.geometry);
  if (found.type === "Polygon") return sound(found.coordinates) ? [found.coordinates] : [];
  if (found.type === "MultiPolygon" && Array.isArray(found.coordinates))
    return found.coordinates.filter(sound);
  return [];
}

/**
 * A file in another system is converted by the server, and seen once it is planned with.
 *
 * @param {Shape} found
 */
const inDegrees = ({ crs }) => !crs || /CRS84|4326/u.test(JSON.stringify(crs));

/**
 * @param {unknown} rings
 * @returns {rings is Point[][]}
 */
const sound = (rings) =>
  Array.isArray(rings) &&
  rings.every(
    (ring) => Array.isArray(ring) && ring.every((at) => Math.abs(at?.[0]) <= 180 && Math.abs(at?.[1]) < 90),
  );

/**
 * @param {string} css
 * @param {Point[][]} rings
 * @param {Projection} projection
 */
function shape(css, rings, projection) {
  const drawn = rings.filter((ring) => ring.length);
  return svg("path", { class: css, d: drawn.map((ring) => `${pathOf(ring, projection)}Z`).join("") });
}

/**
 * @param {Point[]} corners
 * @param {Projection} projection
 */
function sketch(corners, projection) {
  const dots = corners.map((corner) => `${pathOf([corner], projection)}h0`).join("");
  const area = svg("path", { class: "area asked", d: `${pathOf(corners, projection)}Z` });
  return [area, svg("path", { class: "corners", d: dots })];
}
