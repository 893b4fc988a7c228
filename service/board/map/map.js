// @ts-check
/** The map: roads on a canvas below, routes, signs and names in SVG above, all following one camera. */

import { byId, svg } from "../base/dom.js";
import { html, mount } from "../base/html.js";
import { drawAreas } from "./area_layer.js";
import { makeCamera, pixel, planePoint, webZoom, zoomStep } from "./camera.js";
import { drawNames, namesOf } from "./labels.js";
import { Note, noted } from "./map_note.js";
import { boxOf, projectionAt } from "./projection.js";
import { makeRoads } from "./roads.js";
import { drawRoutes, markRoutes } from "./route_layer.js";
import { drawScale } from "./scale.js";
import { drawSigns, markSigns, moveSigns } from "./sign_layer.js";
import { Key } from "./symbols.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").State} State */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").Located} Located */
/** @typedef {import("./camera.js").CameraView} CameraView */
/** @typedef {import("./projection.js").Point} Point */
/** @typedef {import("./projection.js").Projection} Projection */
/** @typedef {ReturnType<typeof makeLayers>} Layers */

/**
 * What is on the map now.
 *
 * @typedef {{
 *   model: Model,
 *   projection: Projection,
 *   framed: string,
 *   signs: import("./sign_layer.js").Sign[],
 *   names: import("./labels.js").Name[],
 *   routes: import("./route_layer.js").Routes,
 *   chosen: string | undefined,
 * }} Drawn
 */

/** Somewhere in the middle of Viet Nam, for a day without places. */
const NOWHERE = { lon: 108, lat: 16 };

/**
 * Makes the map; it shows the store's model and tells the store what is pointed at and chosen.
 *
 * @param {Store} store
 */
export function makeMap(store) {
  const frame = byId("map");
  const roads = makeRoads(/** @type {HTMLCanvasElement} */ (byId("map-roads")));
  const layers = makeLayers();
  /** @type {Drawn | null} */
  let drawn = null;
  const camera = makeCamera(frame, (view) => {
    if (!drawn) return;
    roads.draw(view);
    follow(view, drawn, layers);
    // What is drawn before the frame has a size would be asked for at a zoom that nobody sees.
    if (view.width > 1) store.set({ zoom: webZoom(view) });
  });
  byId("zoom-in").addEventListener("click", () => camera.zoom(zoomStep));
  byId("zoom-out").addEventListener("click", () => camera.zoom(1 / zoomStep));
  byId("zoom-all").addEventListener("click", () => camera.all());
  mount(html`<${Key} />`, byId("map-key"));
  mount(html`<${Note} store=${store} />`, byId("map-note"));
  listen(frame, store, (px, py) => drawn?.projection.ground(...planePoint(camera.view, px, py)));
  // Paper is light whatever the screen is, so the roads are drawn anew for it, too.
  for (const query of ["(prefers-color-scheme: dark)", "print"])
    matchMedia(query).addEventListener("change", camera.tell);
  store.on(["model"], ({ model }) => {
    if (!model) return;
    const before = drawn;
    drawn = draw(model, before, layers);
    const places = placesOf(model).map(at(drawn.projection));
    if (before?.framed !== drawn.framed && places.length) camera.fit(boxOf(places), { remember: true });
    camera.tell();
  });
  store.on(["lines"], ({ model, lines }) => {
    if (drawn && model) drawn.routes = drawRoutes(model, lines, drawn.projection, layers);
  });
  store.on(["model", "lines", "truck", "stop", "hidden", "pointed"], (now) => {
    if (drawn && now.model) mark(now.model, now, drawn);
    camera.tell();
  });
  store.on(["model", "roads"], (now) => {
    if (now.model) roads.load(now.roads, drawn?.projection ?? null);
    camera.tell();
  });
  store.on(["model", "areas", "drawing"], (now) => drawAreas(layers.areas, now, drawn?.projection ?? null));
  store.on(["stop"], ({ model, stop }) => {
    const facility = model && facilityOf(model, stop);
    if (facility && drawn) camera.bring(at(drawn.projection)(facility));
  });
}

function makeLayers() {
  const [areas, casings, routes, signs] = [svg("g"), svg("g"), svg("g"), svg("g")];
  const names = svg("g", { class: "names" });
  const plane = svg("g", {}, areas, casings, routes);
  byId("map-lines").append(plane, signs, names);
  return { areas, casings, routes, signs, names, plane };
}

/**
 * @param {Projection} projection
 * @returns {(place: Located) => Point}
 */
const at =
  (projection) =>
  ({ location: { lon, lat } }) =>
    projection.plane(lon, lat);

/** @param {Model} model */
const placesOf = (model) => [
  ...model.problem.depots,
  ...[...model.places.values()].map((place) => place.facility),
];

/**
 * Draws a model anew; its lines come later.
 *
 * @param {Model} model
 * @param {Drawn | null} before
 * @param {Layers} layers
 * @returns {Drawn}
 */
function draw(model, before, layers) {
  // The same day keeps its origin and view, so that plan and scenario can be told apart by switching.
  const framed = `${model.problem.date} ${model.problem.roads?.sha256 ?? ""}`;
  const projection =
    before?.framed === framed ? before.projection : projectionAt(placesOf(model)[0]?.location ?? NOWHERE);
  return {
    model,
    projection,
    framed,
    routes: drawRoutes(model, null, projection, layers),
    signs: drawSigns(model, at(projection), layers.signs),
    names: namesOf(model, at(projection)),
    chosen: undefined,
  };
}

/**
 * Returns where the order is that is chosen, served or not.
 *
 * @param {Model} model
 * @param {string | null} stop
 */
const facilityOf = (model, stop) =>
  (model.stops.find((item) => item.id === stop) ?? model.unserved.find((item) => item.id === stop))?.facility;

/**
 * Applies selection, hiding and pointing as classes and numbers.
 *
 * @param {Model} model
 * @param {State} state
 * @param {Drawn} drawn
 */
function mark(model, state, drawn) {
  const { truck, stop, hidden, pointed } = state;
  markRoutes(drawn.routes, { ahead: truck ?? pointed?.truck, pointed: pointed?.truck, hidden });
  markSigns(drawn.signs, { truck, stop, hidden });
  drawn.chosen = facilityOf(model, stop)?.id;
  byId("map-note").hidden = !noted(model, state).length;
}

/**
 * @param {CameraView} view
 * @param {Drawn} drawn
 * @param {Layers} layers
 */
function follow(view, drawn, layers) {
  const { x, y, scale, width, height } = view;
  const corner = `translate(${width / 2 - x * scale},${height / 2 - y * scale})`;
  layers.plane.setAttribute("transform", `${corner} scale(${scale})`);
  moveSigns(drawn.signs, view);
  drawNames(layers.names, drawn.names, view, drawn.chosen);
  drawScale(byId("map-scale"), view, drawn.projection);
}

/**
 * @param {HTMLElement} frame
 * @param {Store} store
 * @param {(px: number, py: number) => Point | undefined} groundAt
 */
function listen(frame, store, groundAt) {
  frame.addEventListener("pointerover", (event) => {
    if (store.get().drawing) return;
    const pointed = found(event);
    store.set({ pointed: pointed.place || pointed.depot || pointed.truck ? pointed : null });
  });
  frame.addEventListener("pointerleave", () => store.set({ pointed: null }));
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") store.set({ truck: null, stop: null });
  });
  frame.addEventListener("click", (event) => {
    const { model, truck: chosen, drawing } = store.get();
    if (drawing) {
      const corner = groundAt(...pixel(frame, event));
      if (corner) store.set({ drawing: [...drawing, corner] });
      return;
    }
    const { place, truck } = found(event);
    if (place && model) store.set(choice(model, place, chosen));
    else if (truck) store.set({ truck: truck === chosen ? null : truck, stop: null });
  });
}

/** @param {Event} event */
function found(event) {
  const target = /** @type {Element} */ (event.target);
  const named = (/** @type {string} */ what) =>
    target.closest(`[data-${what}]`)?.getAttribute(`data-${what}`) ?? null;
  return { place: named("place"), depot: named("depot"), truck: named("truck") };
}

/**
 * Chooses a place's stop, of the chosen truck where it has one there.
 *
 * @param {Model} model
 * @param {string} placeId
 * @param {string | null} truck
 * @returns {Partial<State>}
 */
function choice(model, placeId, truck) {
  const { stops = [], unserved = [] } = model.places.get(placeId) ?? {};
  const stop = stops.find((item) => item.truck.id === truck) ?? stops[0];
  return stop ? { truck: stop.truck.id, stop: stop.id } : { stop: unserved[0]?.id ?? null };
}
