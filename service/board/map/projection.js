/** Web Mercator around a local origin: metres on the map's plane, east and south, and back to the ground. */

const RADIUS_M = 6_378_137;
const RADIANS = Math.PI / 180;

/** Makes a projection whose origin lies at a place, so that coordinates stay small and exact. */
export function projectionAt({ lon, lat }) {
  const left = easting(lon);
  const top = southing(lat);
  return {
    /** Returns x (east) and y (south) in metres of the plane. */
    plane: (lon_, lat_) => [easting(lon_) - left, southing(lat_) - top],
    /** Returns longitude and latitude of a point of the plane, to a tenth of a metre. */
    ground: (x, y) => [
      degrees((x + left) / RADIUS_M),
      degrees(2 * Math.atan(Math.exp(-(y + top) / RADIUS_M)) - Math.PI / 2),
    ],
    /** Returns how many metres on the ground one metre of the plane is, at a height of it. */
    groundAt: (y) => 1 / Math.cosh((y + top) / RADIUS_M),
  };
}

/** Returns the box of points of the plane: least and greatest x and y. */
export function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

const degrees = (radians) => Number((radians / RADIANS).toFixed(6));
const easting = (lon) => RADIUS_M * lon * RADIANS;
const southing = (lat) => -RADIUS_M * Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2));
