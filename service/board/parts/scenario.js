// @ts-check
/** What if: asks for a plan of a changed copy of the day, and shows how it differs. */

import { byId, field } from "../base/dom.js";
import { html, mount, signal } from "../base/html.js";
import { number } from "../base/text.js";
import { bi } from "../base/words.js";
import { get, newKey, post } from "../day/api.js";
import { shapesOf } from "./area_form.js";
import { makeDelta } from "./delta.js";
import { makeFollower } from "./operation.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Scenario} Scenario */
/** @typedef {import("../types/shown.js").Changes} Changes */
/** @typedef {import("../types/shown.js").Open} Open */
/** @typedef {{ id: string, name?: string }} Named */

const ALL_PERCENT = 100;

/**
 * Makes the box; `open` shows a plan with or without its scenario, `finished` a scenario that is done.
 *
 * @param {Store} store
 * @param {{ open: Open, finished: (scenarioId: string) => Promise<void> }} acts
 */
export function makeScenario(store, { open, finished }) {
  const fault = signal(false);
  const follow = makeFollower(byId("what-if-progress"));
  const send = async (/** @type {{ changes: Changes, mode: string }} */ wanted) => {
    const { base, date } = store.get();
    if (!base) return;
    const go = /** @type {HTMLButtonElement} */ (byId("what-if-go"));
    go.disabled = true;
    const wish = { base: base.view.id, ...wanted, seconds: Number(field("what-if-seconds").value) };
    const done = await follow(() => post("/v1/scenarios", wish, { "Idempotency-Key": newKey() }));
    if (done?.scenario_id && store.get().date === date) await finished(done.scenario_id);
    go.disabled = false;
  };
  byId("what-if-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const changes = asked(store);
    fault.value = !changes;
    byId("what-if-fault").hidden = Boolean(changes);
    if (changes) send({ changes, mode: field("what-if-mode").value });
  });
  mount(html`<${Nothing} shown=${fault} />`, byId("what-if-fault"));
  makeChoices(store);
  makeDelta(store, byId("delta"), { open, again: (changes, mode) => send({ changes, mode }) });
}

/**
 * Returns a scenario that is done, with its differences.
 *
 * @param {string} id
 * @returns {Promise<Scenario>}
 */
export const loadScenario = (id) => get(`/v1/scenarios/${id}`);

/** @param {{ shown: { value: boolean } }} props */
function Nothing({ shown }) {
  if (!shown.value) return null;
  const vi = "Hãy chọn một kho, một xe, một vùng đóng, một giấy phép hoặc đổi nhu cầu.";
  return bi(vi, "Choose a depot, a truck, an area or a permit, or change the demand.");
}

/**
 * Keeps the boxes to tick in step with the base plan's day; ticks stay while the day is the same.
 *
 * @param {Store} store
 */
function makeChoices(store) {
  const depots = byId("what-if-depots");
  const trucks = byId("what-if-trucks");
  const permits = byId("what-if-permits");
  let listed = "";
  store.on(["base"], ({ base }) => {
    if (!base || listed === base.view.problem_sha256) return;
    listed = base.view.problem_sha256;
    const { problem } = base;
    // Trucks that a ban binds can get a permit; where there are none the part stays away.
    const bound = problem.vehicles.filter(({ profile = "" }) => problem.travel.profiles[profile]?.without);
    byId("permit-part").hidden = !bound.length;
    mount(choices("depot", problem.depots, listed), depots);
    mount(choices("vehicle", problem.vehicles, listed), trucks);
    mount(choices("permit", bound, listed), permits);
    byId("what-if-lost").textContent = "";
    byId("permit-count").textContent = "";
  });
  trucks.addEventListener("change", () => count("vehicle", "what-if-lost"));
  permits.addEventListener("change", () => count("permit", "permit-count"));
}

/**
 * @param {string} kind
 * @param {Named[]} named
 * @param {string} day another day's boxes are others, though they have the same id
 */
const choices = (kind, named, day) =>
  named.map(
    ({ id, name }) => html`
      <label key=${`${day} ${id}`} class="choice"><input type="checkbox" name=${kind} value=${id} /><span>${name || id}</span></label>
    `,
  );

/** @param {string} kind */
function chosen(kind) {
  const boxes = byId("what-if-form").querySelectorAll(`[name=${kind}]:checked`);
  return [...boxes].map((box) => /** @type {HTMLInputElement} */ (box).value);
}

/**
 * @param {string} kind
 * @param {string} id
 */
function count(kind, id) {
  const ticked = chosen(kind).length;
  byId(id).textContent = ticked ? `(${number(ticked)})` : "";
}

/**
 * Returns the changes that the form asks for, null where it asks for none.
 *
 * @param {Store} store
 * @returns {Changes | null}
 */
function asked(store) {
  const percent = Number(field("what-if-demand").value);
  const areas = shapesOf(store.get());
  const lists = {
    depot_down: chosen("depot"),
    vehicle_down: chosen("vehicle"),
    permit: chosen("permit"),
    close_area: areas,
  };
  if (!Object.values(lists).some((list) => list.length) && percent === ALL_PERCENT) return null;
  return {
    ...lists,
    ...(areas.length ? { close_hours: closeHours() } : {}),
    ...(percent === ALL_PERCENT ? {} : { demand: percent / ALL_PERCENT }),
  };
}

/** Returns when areas are closed, as the server reads it; empty for all day. */
function closeHours() {
  const from = field("close-from").value;
  const until = field("close-until").value;
  return from || until ? `${from || "00:00"}-${until || "24:00"}` : "";
}
