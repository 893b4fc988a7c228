// @ts-check
/** Links to the run sheets of each depot, as a page to print and as a table. */

import { html, mount, signal } from "../base/html.js";
import { counts, number } from "../base/text.js";
import { bi } from "../base/words.js";
import { get } from "../day/api.js";

/** @typedef {import("../types/shown.js").RunSheet} RunSheet */
/** @typedef {{ revision: number, run_sheets: RunSheet[] }} Sheets */

/**
 * Keeps the run sheets of the published plan in step with the store; a failure goes to `complain`.
 *
 * @param {import("../types/shown.js").Store} store
 * @param {HTMLElement} place
 * @param {(error: unknown) => void} complain
 */
export function makeSheets(store, place, complain) {
  const shown = signal(/** @type {Sheets | null | undefined} */ (undefined));
  mount(html`<${List} shown=${shown} />`, place);
  store.on(["plans"], async ({ date, plans }) => {
    if (!plans.some((plan) => plan.status === "published")) {
      shown.value = null;
      return;
    }
    try {
      /** @type {Sheets} */
      const found = await get(`/v1/schedules/${date}/run-sheets`);
      if (plans === store.get().plans) shown.value = found;
    } catch (error) {
      complain(error);
    }
  });
}

/** @param {{ shown: { value: Sheets | null | undefined } }} props */
function List({ shown }) {
  if (shown.value === undefined) return null;
  if (!shown.value)
    return html`<p>${bi("Có phiếu sau khi công bố.", "There are run sheets once a plan is published.")}</p>`;
  const { revision, run_sheets: sheets } = shown.value;
  return html`
    <p class="hint">${bi(`Theo bản ${revision} đã công bố.`, `Of published revision ${revision}.`)}</p>
    <ul class="sheets">${sheets.map((sheet) => html`<${Sheet} ...${sheet} />`)}</ul>
  `;
}

/** @param {RunSheet} props */
function Sheet({ depot_name: name, trips, loaded, empties_back: back, href }) {
  const unseen = html`<span class="unseen">${` ${name}`}</span>`;
  return html`
    <li>
      <span>
        <strong>${name}</strong>
        <small>${bi(`${number(trips)} chuyến`, "trips")} · ${counts(loaded)} · ${bi(`vỏ về ${counts(back)}`, "empties back")}</small>
      </span>
      <span class="links">
        <a href=${`${href}?format=html`} class="button" target="_blank" rel="noopener">In / Print${unseen}</a>
        <a href=${`${href}?format=csv`} class="button">CSV${unseen}</a>
      </span>
    </li>
  `;
}
