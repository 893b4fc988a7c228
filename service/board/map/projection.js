// @ts-check
/** Web Mercator around a local origin: metres on the map's plane, east and south, and back to the ground. */

/** @typedef {[number, number]} Point */
/** Least x and y, greatest x and y. */
/** @typedef {[number, number, number, number]} Box */
/** @typedef {ReturnType<typeof projectionAt>} Projection */

const RADIUS_M = 6_378_137;
const RADIANS = Math.PI / 180;

/**
 * Makes a projection whose origin lies at a place, so that coordinates stay small and exact.
 *
 * @param {{ lon: number, lat: number }} origin
 */
export function projectionAt({ lon, lat }) {
  const left = easting(lon);
  const top = southing(lat);
  return {
    /**
     * Returns x (east) and y (south) in metres of the plane.
     *
     * @param {number} lon_
     * @param {number} lat_
     * @returns {Point}
     */
    plane: (lon_, lat_) => [easting(lon_) - left, southing(lat_) - top],
    /**
     * Returns longitude and latitude of a point of the plane, to a tenth of a metre.
     *
     * @param {number} x
     * @param {number} y
     * @returns {Point}
     */
    ground: (x, y) => [
      degrees((x + left) / RADIUS_M),
      degrees(2 * Math.atan(Math.exp(-(y + top) / RADIUS_M)) - Math.PI / 2),
    ],
    /**
     * Returns how many metres on the ground one metre of the plane is, at a height of it.
     *
     * @param {number} y
     */
    groundAt: (y) => 1 / Math.cosh((y + top) / RADIUS_M),
  };
}

/**
 * Returns the box of points of the plane.
 *
 * @param {Point[]} points
 * @returns {Box}
 */
export function boxOf(points) {
  const box = emptyBox();
  for (const point of points) widen(box, point);
  return box;
}

/** @returns {Box} */
export const emptyBox = () => [
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

/**
 * Makes a box hold a point, too.
 *
 * @param {Box} box
 * @param {Point} point
 */
export function widen(box, [x, y]) {
  box[0] = Math.min(box[0], x);
  box[1] = Math.min(box[1], y);
  box[2] = Math.max(box[2], x);
  box[3] = Math.max(box[3], y);
}

/**
 * Says whether two boxes have a point in common.
 *
 * @param {Box} a
 * @param {Box} b
 */
export const meets = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

/**
 * Returns lines of degrees as the path of an SVG, in metres of the plane.
 *
 * @param {Point[]} points
 * @param {Projection} projection
 */
export function pathOf(points, projection) {
  const on = points.map(([lon, lat]) =>
    projection
      .plane(lon, lat)
      .map((metres) => metres.toFixed(1))
      .join(","),
  );
  return `M${on.join("L")}`;
}

/** @param {number} radians */
const degrees = (radians) => Number((radians / RADIANS).toFixed(6));
/** @param {number} lon */
const easting = (lon) => RADIUS_M * lon * RADIANS;
/** @param {number} lat */
const southing = (lat) => -RADIUS_M * Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2));
