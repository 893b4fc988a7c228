// @ts-check
/** The list of trucks: key of the map, switch of what is drawn, and the way to select a truck. */

import { byId } from "../base/dom.js";
import { html, mount, useLayoutEffect, useRef } from "../base/html.js";
import { both, clock, km, number, percent } from "../base/text.js";
import { bi } from "../base/words.js";
import { Swatch } from "./swatch.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Truck} Truck */

/**
 * Keeps the list in step with the store.
 *
 * @param {Store} store
 * @param {HTMLElement} place
 */
export function makeTrucks(store, place) {
  byId("trucks-all").addEventListener("click", () => store.set({ hidden: new Set() }));
  byId("trucks-none").addEventListener("click", () => {
    const trucks = store.get().model?.trucks ?? [];
    store.set({ hidden: new Set(trucks.map((truck) => truck.id)), truck: null, stop: null });
  });
  mount(html`<${Trucks} store=${store} place=${place} />`, place);
}

/** @param {{ store: Store, place: HTMLElement }} props */
function Trucks({ store, place }) {
  const model = store.signals.model.value;
  if (!model) return null;
  if (!model.trucks.length)
    return html`<li class="none">${bi("Không xe nào chạy.", "No truck drives.")}</li>`;
  return model.trucks.map((truck) => html`<${Item} key=${truck.id} ...${{ truck, store, place }} />`);
}

/** @param {{ truck: Truck, store: Store, place: HTMLElement }} props */
function Item({ truck, store, place }) {
  const { id, name } = truck;
  const chosen = store.signals.truck.value === id;
  const drawn = !store.signals.hidden.value.has(id);
  const item = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (chosen && item.current) keepInView(place, item.current);
  }, [chosen, truck]);
  const point = (/** @type {boolean} */ on) => () => store.set({ pointed: on ? { truck: id } : null });
  const toggle = (/** @type {Event} */ event) =>
    draw(store, id, /** @type {HTMLInputElement} */ (event.target).checked);
  return html`
    <li
      ref=${item}
      class=${chosen ? "chosen" : null}
      data-truck=${id}
      onPointerEnter=${point(true)}
      onPointerLeave=${point(false)}
      onFocusIn=${point(true)}
      onFocusOut=${point(false)}
    >
      <label class="draw">
        <input type="checkbox" aria-label=${both(`Vẽ ${name}`, "draw on map")} checked=${drawn} onChange=${toggle} />
      </label>
      <button type="button" class="truck" aria-pressed=${String(chosen)} onClick=${() => choose(store, id)}>
        <${Swatch} line=${truck.style} />
        <span class="plate">${name}</span>
        <span class="facts">${facts(truck).map((fact) => html`<span class="fact">${fact}</span>`)}</span>
      </button>
    </li>
  `;
}

/** @param {Truck} truck */
function facts({ trips, stops, metres, cylinders, full, route, late }) {
  return [
    bi(`${number(trips.length)} chuyến`, "trips"),
    bi(`${number(stops.length)} điểm`, "stops"),
    km(metres),
    bi(`${number(cylinders)} bình`, "cyl."),
    bi(`đầy ${percent(full)}`, "full"),
    `${clock(route.start_s)}–${clock(route.end_s)}`,
    ...(late ? [bi(`${number(late)} trễ`, "late")] : []),
  ];
}

/**
 * @param {Store} store
 * @param {string} id
 * @param {boolean} on
 */
function draw(store, id, on) {
  const { hidden, truck } = store.get();
  const now = new Set(hidden);
  if (on) now.delete(id);
  else now.add(id);
  store.set({ hidden: now, ...(truck === id && !on ? { truck: null, stop: null } : {}) });
}

/**
 * Choosing a hidden truck draws it; choosing it again lets go of it.
 *
 * @param {Store} store
 * @param {string} id
 */
function choose(store, id) {
  const { truck, hidden } = store.get();
  const now = new Set(hidden);
  now.delete(id);
  store.set({ truck: truck === id ? null : id, stop: null, hidden: now });
}

/**
 * Scrolls the list alone; scrollIntoView would move the whole page, too.
 *
 * @param {HTMLElement} list
 * @param {HTMLElement} node
 */
function keepInView(list, node) {
  const top = node.offsetTop - list.offsetTop;
  const below = top + node.offsetHeight - list.clientHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (below > list.scrollTop) list.scrollTop = below;
}
