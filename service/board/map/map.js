/** The map: roads on a canvas below, routes, signs and names in SVG above, all following one camera. */

import { byId, fill, svg } from "../base/dom.js";
import { drawAreas } from "./area_layer.js";
import { makeCamera, pixel, planePoint, screen, webZoom, zoomStep } from "./camera.js";
import { drawNames, namesOf } from "./labels.js";
import { note } from "./map_note.js";
import { boxOf, projectionAt } from "./projection.js";
import { makeRoads } from "./roads.js";
import { depotSign, key, placeSign } from "./symbols.js";

/** Makes the map; it shows the state's model and tells the state what is pointed at and chosen. */
export function makeMap(state) {
  const frame = byId("map");
  const roads = makeRoads(byId("map-roads"));
  const layers = makeLayers();
  const drawn = { model: null, projection: null, signs: [], names: [], routes: new Map(), framed: "" };
  const camera = makeCamera(frame, (view) => {
    follow(view, drawn, layers, roads);
    // What is drawn before the frame has a size would be asked for at a zoom that nobody sees.
    if (drawn.model && view.width > 1) state.set({ zoom: webZoom(view) });
  });
  byId("zoom-in").addEventListener("click", () => camera.zoom(zoomStep));
  byId("zoom-out").addEventListener("click", () => camera.zoom(1 / zoomStep));
  byId("zoom-all").addEventListener("click", () => camera.all());
  byId("map-key").append(key());
  listen(frame, state, (px, py) => drawn.projection.ground(...planePoint(camera.view, px, py)));
  // Paper is light whatever the screen is, so the roads are drawn anew for it, too.
  for (const query of ["(prefers-color-scheme: dark)", "print"])
    matchMedia(query).addEventListener("change", camera.tell);
  state.on(["model"], ({ model }) => model && showModel(model, drawn, layers, camera));
  state.on(["lines"], ({ model, lines }) => model && drawRoutes(model, lines, drawn, layers));
  state.on(
    ["model", "lines", "truck", "stop", "hidden", "pointed"],
    (now) => now.model && mark(now, drawn, camera),
  );
  state.on(["model", "roads"], (now) => {
    if (now.model) roads.load(now.roads, drawn.projection);
    camera.tell();
  });
  state.on(["model", "areas", "drawing"], (now) => drawAreas(layers.areas, now, drawn.projection));
  state.on(["stop"], ({ model, stop }) => {
    const facility = model?.stops.concat(model.unserved).find((item) => item.id === stop)?.facility;
    if (facility) camera.bring(at(drawn.projection)(facility));
  });
}

function makeLayers() {
  const layers = {
    areas: svg("g"),
    casings: svg("g"),
    routes: svg("g"),
    signs: svg("g"),
    names: svg("g", { class: "names" }),
  };
  layers.plane = svg("g", {}, layers.areas, layers.casings, layers.routes);
  byId("map-lines").append(layers.plane, layers.signs, layers.names);
  return layers;
}

const at = (projection) => (place) => projection.plane(place.location.lon, place.location.lat);

function showModel(model, drawn, layers, camera) {
  const places = [...model.problem.depots, ...[...model.places.values()].map((place) => place.facility)];
  // The same day keeps its origin and view, so that plan and scenario can be told apart by switching.
  const framed = `${model.problem.date} ${model.problem.roads.sha256}`;
  const fresh = drawn.framed !== framed;
  if (fresh) drawn.projection = projectionAt(places[0]?.location ?? { lon: 108, lat: 16 });
  drawn.framed = framed;
  drawn.model = model;
  drawRoutes(model, null, drawn, layers);
  drawSigns(model, drawn, layers);
  drawn.names = namesOf(model, at(drawn.projection));
  if (fresh && places.length) camera.fit(boxOf(places.map(at(drawn.projection))), { remember: true });
  camera.tell();
}

/** Whole lines lie below broken ones, so that trucks on the same road are all seen. */
function drawRoutes(model, byTruck, drawn, { casings, routes }) {
  drawn.routes.clear();
  const whole = (truck) => (truck.style.endsWith("d0") ? 0 : 1);
  for (const truck of [...model.trucks].sort((a, b) => whole(a) - whole(b))) {
    const lines = byTruck?.get(truck.id) ?? [];
    const d = lines.map(({ points }) => pathOf(points, drawn.projection)).join("");
    const straight = lines.some((line) => line.straight) ? " straight" : "";
    drawn.routes.set(truck.id, {
      casing: svg("path", { class: "casing", d }),
      line: svg("path", { class: `route ${truck.style}${straight}`, d }),
      touch: svg("path", { class: "touch", d, "data-truck": truck.id }),
    });
  }
  const all = [...drawn.routes.values()];
  fill(
    casings,
    all.map((route) => route.casing),
  );
  fill(
    routes,
    all.map((route) => route.line),
    all.map((route) => route.touch),
  );
}

function pathOf(points, projection) {
  return `M${points
    .map(([lon, lat]) =>
      projection
        .plane(lon, lat)
        .map((m) => m.toFixed(1))
        .join(","),
    )
    .join("L")}`;
}

function drawSigns(model, drawn, { signs }) {
  const places = [...model.places.values()].map((place) => ({
    place,
    at: at(drawn.projection)(place.facility),
    node: svg(
      "g",
      { class: "place", "data-place": place.facility.id },
      svg("circle", { class: "reach", r: 13 }),
      signOf(place),
    ),
  }));
  const depots = model.problem.depots.map((depot) => ({
    at: at(drawn.projection)(depot),
    node: svg("g", { class: "place", "data-depot": depot.id }, depotSign(depot.in_service)),
  }));
  // The urgent ones and the depots on top.
  places.sort((a, b) => (a.place.urgency < b.place.urgency ? 1 : -1));
  drawn.signs = [...places, ...depots];
  fill(
    signs,
    drawn.signs.map((sign) => sign.node),
  );
}

const signOf = (place) =>
  placeSign({
    urgency: place.urgency,
    missed: place.unserved.length > 0,
    late: place.stops.some((stop) => stop.late > 0),
    acute: [...place.stops, ...place.unserved].some((item) => item.acute),
  });

/** Applies selection, hiding and pointing as classes and numbers. */
function mark({ model, truck, stop, hidden, pointed }, drawn, camera) {
  markRoutes(drawn.routes, { ahead: truck ?? pointed?.truck, pointed: pointed?.truck, hidden });
  for (const { place, node } of drawn.signs) {
    if (!place) continue;
    const mine = place.stops.filter((item) => item.truck.id === truck);
    const shown = place.unserved.length || place.stops.some((item) => !hidden.has(item.truck.id));
    node.classList.toggle("gone", !shown);
    node.classList.toggle("behind", Boolean(truck) && !mine.length);
    node.classList.toggle(
      "chosen",
      [...place.stops, ...place.unserved].some((item) => item.id === stop),
    );
    numbered(node, mine.map((item) => item.number).join(","));
  }
  drawn.chosen = model.stops.concat(model.unserved).find((item) => item.id === stop)?.facility.id;
  note(model, { truck, stop, pointed });
  camera.tell();
}

/** The truck ahead is drawn bold and above the others, which fade. */
function markRoutes(routes, { ahead, pointed, hidden }) {
  for (const [id, { casing, line, touch }] of routes) {
    for (const part of [casing, line, touch]) part.classList.toggle("gone", hidden.has(id));
    line.classList.toggle("ahead", id === ahead || id === pointed);
    line.classList.toggle("behind", Boolean(ahead) && id !== ahead && id !== pointed);
  }
  const leading = routes.get(ahead)?.line;
  if (leading?.nextSibling?.classList.contains("route")) {
    for (const { line } of routes.values()) if (line !== leading) leading.before(line);
  }
}

function numbered(node, number) {
  node.querySelector(".number")?.remove();
  if (number) node.append(svg("text", { class: "number", y: -11 }, number));
}

function follow(view, drawn, layers, roads) {
  if (!drawn.model) return;
  roads.draw(view);
  const { x, y, scale, width, height } = view;
  layers.plane.setAttribute(
    "transform",
    `translate(${width / 2 - x * scale},${height / 2 - y * scale}) scale(${scale})`,
  );
  const size = signSize(scale);
  for (const { at: spot, node } of drawn.signs) {
    const [px, py] = screen(view, ...spot);
    node.setAttribute("transform", `translate(${px.toFixed(1)},${py.toFixed(1)}) scale(${size})`);
  }
  drawNames(layers.names, drawn.names, view, drawn.chosen);
  drawScale(view, drawn.projection);
}

/** From afar signs are smaller, or a phone would show nothing but signs. */
const signSize = (scale) => Math.min(1, Math.max(0.65, 0.5 + scale * 120)).toFixed(2);

/** A bar of a round length that is right at the middle of the map. */
function drawScale(view, projection) {
  const ground = projection.groundAt(view.y) / view.scale;
  const most = 110 * ground;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((step) => step * power).find((length) => length <= most);
  const bar = byId("map-scale");
  bar.style.width = `${metres / ground}px`;
  bar.firstElementChild.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
}

function listen(frame, state, groundAt) {
  const found = (event) => ({
    place: event.target.closest("[data-place]")?.dataset.place ?? null,
    depot: event.target.closest("[data-depot]")?.dataset.depot ?? null,
    truck: event.target.closest("[data-truck]")?.dataset.truck ?? null,
  });
  frame.addEventListener("pointerover", (event) => {
    if (state.get().drawing) return;
    const pointed = found(event);
    state.set({ pointed: pointed.place || pointed.depot || pointed.truck ? pointed : null });
  });
  frame.addEventListener("pointerleave", () => state.set({ pointed: null }));
  frame.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && state.set({ truck: null, stop: null }),
  );
  frame.addEventListener("click", (event) => {
    const { model, truck: chosen, drawing } = state.get();
    if (drawing) return state.set({ drawing: [...drawing, groundAt(...pixel(frame, event))] });
    const { place, truck } = found(event);
    if (place) state.set(choice(model.places.get(place), chosen));
    else if (truck) state.set({ truck: truck === chosen ? null : truck, stop: null });
  });
}

/** Chooses a place's stop, of the chosen truck where it has one there. */
function choice({ stops, unserved }, truck) {
  const stop = stops.find((item) => item.truck.id === truck) ?? stops[0];
  return stop ? { truck: stop.truck.id, stop: stop.id } : { stop: unserved[0].id };
}
