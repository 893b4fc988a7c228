// @ts-check
/** The table of stops: of one truck or all, searched, sorted, and linked to the map. */

import { byId, field } from "../base/dom.js";
import { computed, html, mount, signal, useLayoutEffect } from "../base/html.js";
import { number } from "../base/text.js";
import { bi } from "../base/words.js";
import { searching, sorted, wanted } from "./stop_choice.js";
import { Head, Stop, Trip } from "./stop_rows.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").ShownStop} ShownStop */
/** @typedef {import("./stop_choice.js").Wish} Wish */
/** @typedef {import("./stop_choice.js").Sort} Sort */

/**
 * Keeps the table in step with the store and the form above it.
 *
 * @param {Store} store
 */
export function makeStops(store) {
  const table = byId("stops");
  const wish = signal(readForm());
  const sort = signal(/** @type {Sort} */ ({ key: null, down: false }));
  for (const id of ["stops-search", "stops-urgency", "stops-late"]) {
    byId(id).addEventListener("input", () => {
      wish.value = readForm();
    });
  }
  byId("stops-form").addEventListener("submit", (event) => event.preventDefault());
  byId("stops-clear").addEventListener("click", () => store.set({ truck: null, stop: null }));
  byId("stops-order").addEventListener("click", () => {
    sort.value = { key: null, down: false };
  });
  const shown = computed(() => {
    const { model, truck } = store.signals;
    return model.value ? sorted(model.value.stops.filter(wanted(wish.value, truck.value)), sort.value) : [];
  });
  mount(html`<${Table} ...${{ store, shown, sort, table }} />`, table);
  mount(html`<${Count} ...${{ store, shown }} />`, byId("stops-count"));
  store.on(["truck"], ({ truck }) => byId("stops-clear").toggleAttribute("hidden", !truck));
}

/** @returns {Wish} */
const readForm = () => ({
  phrase: searching(field("stops-search").value),
  level: field("stops-urgency").value,
  late: /** @type {HTMLInputElement} */ (byId("stops-late")).checked,
});

/** @param {{ store: Store, shown: { value: ShownStop[] }, sort: { value: Sort }, table: HTMLElement }} props */
function Table({ store, shown, sort, table }) {
  const { model, truck } = store.signals;
  const { key, down } = sort.value;
  useLayoutEffect(() => {
    table.classList.toggle("grouped", !key);
    byId("stops-order").toggleAttribute("hidden", !key);
  }, [key]);
  if (!model.value) return null;
  const turn = (/** @type {string} */ by) => {
    sort.value = { key: by, down: key === by && !down };
  };
  const row = (/** @type {ShownStop} */ stop) => html`<${Stop} key=${stop.id} stop=${stop} store=${store} />`;
  const name = truckName(model.value, truck.value);
  return html`
    <caption class="unseen">
      ${name ? bi(`Điểm giao của ${name}`, `Stops of ${name}`) : bi("Điểm giao của mọi xe", "Stops of all trucks")}
    </caption>
    <${Head} sort=${sort.value} turn=${turn} />
    ${
      key
        ? html`<tbody key="all" role="rowgroup">${shown.value.map(row)}</tbody>`
        : byTrip(model.value, shown.value).map(
            ({ trip, stops }) => html`
              <tbody key=${`${trip.truck.id} ${trip.number}`} role="rowgroup">
                <${Trip} trip=${trip} />
                ${stops.map(row)}
              </tbody>
            `,
          )
    }
  `;
}

/** @param {{ store: Store, shown: { value: ShownStop[] } }} props */
function Count({ store: { signals }, shown }) {
  const model = signals.model.value;
  if (!model) return null;
  const name = truckName(model, signals.truck.value);
  return html`
    ${bi(`${number(shown.value.length)} / ${number(model.stops.length)} điểm`, "stops")}
    ${name && [" · ", html`<strong>${name}</strong>`]}
  `;
}

/**
 * @param {Model} model
 * @param {string | null} id
 */
const truckName = (model, id) => model.trucks.find((truck) => truck.id === id)?.name;

/**
 * Returns the trips that have any of the stops, each with those.
 *
 * @param {Model} model
 * @param {ShownStop[]} stops
 */
function byTrip(model, stops) {
  const kept = new Set(stops);
  const trips = model.trucks.flatMap((truck) => truck.trips);
  return trips
    .map((trip) => ({ trip, stops: trip.stops.filter((stop) => kept.has(stop)) }))
    .filter((one) => one.stops.length);
}
