// @ts-check
/** Starts the page: joins address, store and parts, and loads what the address asks for. */

import { byId, field } from "./base/dom.js";
import { daysAfter, readAddress, writeAddress } from "./day/address.js";
import { loadLines, loadPlan, loadRoads, plansOf, problemOf, usual } from "./day/load.js";
import { makeStore } from "./day/store.js";
import { makeMap } from "./map/map.js";
import { makeAreaForm } from "./parts/area_form.js";
import { makeFigures } from "./parts/figures.js";
import { makeFrame } from "./parts/frame.js";
import { makePlanning } from "./parts/planning.js";
import { loadScenario, makeScenario } from "./parts/scenario.js";
import { makeSheets } from "./parts/sheets.js";
import { makeStops } from "./parts/stops.js";
import { makeTrucks } from "./parts/trucks.js";
import { makeUnserved } from "./parts/unserved.js";

/** @typedef {import("./types/shown.js").Model} Model */
/** @typedef {import("./types/shown.js").Asked} Asked */

const store = makeStore({
  ...readAddress(),
  plans: [],
  model: null,
  base: null,
  roads: null,
  lines: null,
  zoom: null,
  areas: [],
  drawing: null,
  scenario: null,
  problem: null,
  loading: true,
  trouble: null,
  truck: null,
  stop: null,
  pointed: null,
  hidden: new Set(),
});
// Answers that come after another day was asked for are thrown away.
let turn = 0;

makeFrame(store, { open });
makeMap(store);
makeFigures(store, byId("figures"));
makeTrucks(store, byId("trucks"));
makeStops(store);
makeUnserved(store, byId("unserved"));
makePlanning(store, { open, reload: () => load({ planId: null, scenarioId: null }) });
makeAreaForm(store);
makeScenario(store, { open, finished });
makeSheets(store, byId("sheets"), complain);
store.on(["zoom"], ({ model }) => model && showLines(model, turn).catch(complain));
byId("date").addEventListener("change", () => field("date").value && goTo(field("date").value));
byId("day-form").addEventListener("submit", (event) => event.preventDefault());
byId("day-before").addEventListener("click", () => goTo(daysAfter(store.get().date, -1)));
byId("day-after").addEventListener("click", () => goTo(daysAfter(store.get().date, 1)));
addEventListener("popstate", stepped);
load({}, { replace: true });

/** @param {string} date */
function goTo(date) {
  load({ date, planId: null, scenarioId: null });
}

/** Follows the browser's steps back and forth; a mere fragment (the skip link) loads nothing anew, which would take the focus away. */
function stepped() {
  const asked = readAddress();
  const { date, planId, scenarioId } = store.get();
  const stays = asked.date === date && asked.planId === planId && asked.scenarioId === scenarioId;
  if (!stays) load(asked, { silent: true });
}

/**
 * Shows a plan of this day; its scenario stays at hand.
 *
 * @param {string} planId
 */
async function open(planId, { relist = false } = {}) {
  await load({ planId, ...(relist ? { scenarioId: null } : {}) });
}

/** @param {string} scenarioId */
async function finished(scenarioId) {
  await load({ scenarioId });
  byId("delta").focus({ preventScroll: true });
  byId("delta").scrollIntoView({ block: "nearest" });
}

/**
 * Loads what a patch of the address asks for, and writes the address.
 *
 * @param {Partial<Asked>} patch
 */
async function load(patch, { replace = false, silent = false } = {}) {
  turn += 1;
  const mine = turn;
  const asked = { ...store.get(), ...patch };
  const { date, planId, scenarioId } = asked;
  store.set({ date, planId, scenarioId, loading: true });
  if (!silent) writeAddress(asked, { replace });
  try {
    const found = await fetchDay(asked);
    if (mine !== turn) return;
    store.set({
      ...found,
      ...selection(found.model),
      lines: null,
      drawing: null,
      loading: false,
      trouble: null,
    });
    if (found.model) await Promise.all([showRoads(found.model, mine), showLines(found.model, mine)]);
  } catch (error) {
    if (mine !== turn) return;
    // A page without its lines is still a page.
    if (store.get().loading) store.set({ model: null, base: null, loading: false, trouble: error });
    else complain(error);
  }
}

/** @param {Asked} asked */
async function fetchDay({ date, planId, scenarioId }) {
  const [plans, scenario] = await Promise.all([plansOf(date), scenarioId ? loadScenario(scenarioId) : null]);
  const id = planId ?? scenario?.base_plan_id ?? usual(plans)?.id;
  if (!id) return { plans, scenario, model: null, base: null, problem: await problemOf(date) };
  const model = await loadPlan(id);
  const baseId = model.view.base_plan_id ?? scenario?.base_plan_id ?? id;
  const base = baseId === id ? model : await loadPlan(baseId);
  return { plans, scenario, model, base, problem: model.view.problem_sha256, date: model.view.date };
}

/**
 * Keeps the selection where the new plan has it, too.
 *
 * @param {Model | null} model
 */
function selection(model) {
  const { truck, stop } = store.get();
  const trucks = model?.trucks.map((one) => one.id) ?? [];
  const items = [...(model?.stops ?? []), ...(model?.unserved ?? [])].map((item) => item.id);
  const kept = truck !== null && trucks.includes(truck);
  const stays = stop !== null && items.includes(stop) && (kept || !truck);
  return { truck: kept ? truck : null, stop: stays ? stop : null, pointed: null };
}

/**
 * @param {Model} model
 * @param {number} mine
 */
async function showRoads(model, mine) {
  const roads = await loadRoads(model.problem, model.view.problem_sha256);
  if (mine === turn) store.set({ roads });
}

/**
 * @param {Model} model
 * @param {number} mine
 */
async function showLines(model, mine) {
  const { zoom } = store.get();
  // The map says its zoom as soon as it has a size.
  if (zoom === null) return;
  const lines = await loadLines(model.view.id, zoom);
  if (mine === turn && zoom === store.get().zoom) store.set({ lines });
}

/** @param {unknown} error */
function complain(error) {
  store.set({ trouble: error });
}
