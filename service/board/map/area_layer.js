/** Areas on the map: those that the plan keeps out of, those asked for, and the one being drawn. */

import { fill, svg } from "../base/dom.js";

/** Draws all areas into a group of the map's plane. */
export function drawAreas(group, { model, areas, drawing }, projection) {
  if (!projection) return;
  const closed = polygonsOf(closedOf(model)).map((rings) => shape("area closed", rings, projection));
  // Once planned with, they lie one on the other.
  const wished = closed.length ? [] : areas.flatMap((area) => polygonsOf(area.shape));
  const asked = wished.map((rings) => shape("area asked", rings, projection));
  fill(group, closed, asked, drawing?.length ? sketch(drawing, projection) : []);
}

/** Returns the areas that a problem was made without, all day or for some hours, as it says itself. */
function closedOf(model) {
  const areas = (model?.problem.roads.closures ?? []).filter((closure) => closure.kind === "area_closed");
  return {
    type: "FeatureCollection",
    features: areas.map((area) => ({ type: "Polygon", coordinates: area.polygon })),
  };
}

/** Returns the rings of every polygon in any GeoJSON; what is none is left to the server to refuse. */
function polygonsOf(found) {
  if (!found || typeof found !== "object" || !inDegrees(found)) return [];
  if (Array.isArray(found.features)) return found.features.flatMap(polygonsOf);
  if (found.geometry) return polygonsOf(found.geometry);
  if (found.type === "Polygon") return sound(found.coordinates) ? [found.coordinates] : [];
  if (found.type === "MultiPolygon") return (found.coordinates ?? []).filter(sound);
  return [];
}

/** A file in another system is converted by the server, and seen once it is planned with. */
const inDegrees = ({ crs }) => !crs || /CRS84|4326/u.test(JSON.stringify(crs));

const sound = (rings) =>
  Array.isArray(rings) &&
  rings.every(
    (ring) => Array.isArray(ring) && ring.every((at) => Math.abs(at?.[0]) <= 180 && Math.abs(at?.[1]) < 90),
  );

const shape = (css, rings, projection) =>
  svg("path", {
    class: css,
    d: rings
      .filter((ring) => ring.length)
      .map((ring) => `${line(ring, projection)}Z`)
      .join(""),
  });

function sketch(corners, projection) {
  const dots = corners.map((corner) => `${line([corner], projection)}h0`).join("");
  return [
    svg("path", { class: "area asked", d: `${line(corners, projection)}Z` }),
    svg("path", { class: "corners", d: dots }),
  ];
}

function line(points, projection) {
  return `M${points
    .map(([lon, lat]) =>
      projection
        .plane(lon, lat)
        .map((m) => m.toFixed(1))
        .join(","),
    )
    .join("L")}`;
}
