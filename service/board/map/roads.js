/** The roads behind the map, on a canvas: one path for each class and square, quiet greys, fewer from afar. */

// Class, width in pixels, and the scale (pixels a metre) from which it is drawn.
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
const TILE_M = 10_000;

/** Makes a layer; `load` takes GeoJSON in, `draw` follows the camera. */
export function makeRoads(canvas) {
  const context = canvas.getContext("2d");
  let layers = [];
  return {
    load(roads, projection) {
      layers = roads ? layersOf(roads, projection) : [];
    },
    draw(view) {
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

function drawLayers(context, layers, view, style) {
  const seen = boxSeen(view);
  context.lineJoin = "round";
  context.lineCap = "round";
  for (const { css, px, from, closed, tiles } of layers) {
    if (view.scale < from) continue;
    context.strokeStyle = style.getPropertyValue(css);
    context.lineWidth = (px * Math.min(1.8, Math.max(0.8, 0.8 + view.scale * 12))) / view.scale;
    context.setLineDash(closed ? [4 / view.scale, 4 / view.scale] : []);
    for (const { path, box } of tiles) if (meets(box, seen)) context.stroke(path);
  }
}

function layersOf(roads, projection) {
  const layers = CLASSES.map(([name, px, from]) => ({
    name,
    css: `--road-${weight(name)}`,
    px,
    from,
    closed: false,
  }));
  layers.push({ name: "closed", css: "--road-closed", px: 2.5, from: 0, closed: true });
  for (const layer of layers) layer.byTile = new Map();
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  for (const { properties, geometry } of roads.features) {
    const name = (properties.class ?? "").replace(/_link$/u, "");
    const layer = properties.closed ? byName.get("closed") : (byName.get(name) ?? byName.get("unclassified"));
    for (const course of geometry.coordinates) addLine(layer.byTile, course, projection);
  }
  return layers.map(({ byTile, ...layer }) => ({ ...layer, tiles: [...byTile.values()] }));
}

/** Adds a line to the square that it begins in; the square's box grows to hold it. */
function addLine(byTile, course, projection) {
  const points = course.map(([lon, lat]) => projection.plane(lon, lat));
  const key = `${Math.floor(points[0][0] / TILE_M)} ${Math.floor(points[0][1] / TILE_M)}`;
  if (!byTile.has(key))
    byTile.set(key, { path: new Path2D(), box: [Infinity, Infinity, -Infinity, -Infinity] });
  const { path, box } = byTile.get(key);
  points.forEach(([x, y], place) => {
    if (place) path.lineTo(x, y);
    else path.moveTo(x, y);
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  });
}

function weight(name) {
  if (["motorway", "trunk"].includes(name)) return "great";
  return ["primary", "secondary"].includes(name) ? "middle" : "small";
}

function boxSeen(view) {
  const across = view.width / 2 / view.scale;
  const down = view.height / 2 / view.scale;
  return [view.x - across, view.y - down, view.x + across, view.y + down];
}

const meets = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

function sized(canvas, view) {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
