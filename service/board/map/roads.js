// @ts-check
/** The roads behind the map, on a canvas: one path for each class and square, quiet greys, fewer from afar. */

import { emptyBox, meets, widen } from "./projection.js";

/** @typedef {import("../types/shown.js").Roads} Roads */
/** @typedef {import("../types/shown.js").Point} Point */
/** @typedef {import("./camera.js").CameraView} CameraView */
/** @typedef {import("./projection.js").Box} Box */
/** @typedef {import("./projection.js").Projection} Projection */
/** @typedef {{ path: Path2D, box: Box }} Tile */
/** @typedef {{ css: string, px: number, from: number, closed: boolean, tiles: Map<string, Tile> }} Layer */

/**
 * Class, width in pixels, and the scale (pixels a metre) from which it is drawn.
 *
 * @type {Array<[string, number, number]>}
 */
const CLASSES = [
  ["service", 0.8, 0.02],
  ["living_street", 0.8, 0.012],
  ["residential", 0.9, 0.012],
  ["unclassified", 1, 0.005],
  ["tertiary", 1.2, 0.003],
  ["secondary", 1.6, 0],
  ["primary", 2.2, 0],
  ["trunk", 2.8, 0],
  ["motorway", 3.2, 0],
];
const WEIGHTS = new Map([
  ["motorway", "great"],
  ["trunk", "great"],
  ["primary", "middle"],
  ["secondary", "middle"],
]);
const TILE_M = 10_000;

/**
 * Makes a layer; `load` takes GeoJSON in, `draw` follows the camera.
 *
 * @param {HTMLCanvasElement} canvas
 */
export function makeRoads(canvas) {
  const context = canvas.getContext("2d");
  /** @type {Layer[]} */
  let layers = [];
  return {
    /**
     * @param {Roads | null} roads
     * @param {Projection | null} projection
     */
    load(roads, projection) {
      layers = roads && projection ? layersOf(roads, projection) : [];
    },
    /** @param {CameraView} view */
    draw(view) {
      if (!context) return;
      sized(canvas, view);
      const ratio = canvas.width / view.width;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, canvas.width, canvas.height);
      const scale = view.scale * ratio;
      context.setTransform(
        scale,
        0,
        0,
        scale,
        canvas.width / 2 - view.x * scale,
        canvas.height / 2 - view.y * scale,
      );
      drawLayers(context, layers, view, getComputedStyle(canvas));
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Layer[]} layers
 * @param {CameraView} view
 * @param {CSSStyleDeclaration} style
 */
function drawLayers(context, layers, view, style) {
  const seen = boxSeen(view);
  context.lineJoin = "round";
  context.lineCap = "round";
  for (const { css, px, from, closed, tiles } of layers) {
    if (view.scale < from) continue;
    context.strokeStyle = style.getPropertyValue(css);
    context.lineWidth = (px * Math.min(1.8, Math.max(0.8, 0.8 + view.scale * 12))) / view.scale;
    context.setLineDash(closed ? [4 / view.scale, 4 / view.scale] : []);
    for (const { path, box } of tiles.values()) if (meets(box, seen)) context.stroke(path);
  }
}

/**
 * @param {Roads} roads
 * @param {Projection} projection
 * @returns {Layer[]}
 */
function layersOf(roads, projection) {
  const tiles = () => /** @type {Map<string, Tile>} */ (new Map());
  const closed = { css: "--alarm", px: 2.5, from: 0, closed: true, tiles: tiles() };
  const open = new Map(
    CLASSES.map(([name, px, from]) => [
      name,
      { css: `--road-${WEIGHTS.get(name) ?? "small"}`, px, from, closed: false, tiles: tiles() },
    ]),
  );
  for (const { properties, geometry } of roads.features) {
    const name = (properties.class ?? "").replace(/_link$/u, "");
    const layer = properties.closed ? closed : (open.get(name) ?? open.get("unclassified") ?? closed);
    for (const course of geometry.coordinates) addLine(layer.tiles, course, projection);
  }
  return [...open.values(), closed];
}

/**
 * Adds a line to the square that it begins in; the square's box grows to hold it.
 *
 * @param {Map<string, Tile>} tiles
 * @param {Point[]} course
 * @param {Projection} projection
 */
function addLine(tiles, course, projection) {
  const [first, ...others] = course.map(([lon, lat]) => projection.plane(lon, lat));
  if (!first) return;
  const key = `${Math.floor(first[0] / TILE_M)} ${Math.floor(first[1] / TILE_M)}`;
  const tile = tiles.get(key) ?? { path: new Path2D(), box: emptyBox() };
  tiles.set(key, tile);
  tile.path.moveTo(...first);
  widen(tile.box, first);
  for (const point of others) {
    tile.path.lineTo(...point);
    widen(tile.box, point);
  }
}

/**
 * @param {CameraView} view
 * @returns {Box}
 */
function boxSeen(view) {
  const across = view.width / 2 / view.scale;
  const down = view.height / 2 / view.scale;
  return [view.x - across, view.y - down, view.x + across, view.y + down];
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CameraView} view
 */
function sized(canvas, view) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
