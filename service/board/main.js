/** Starts the page: joins address, state and parts, and loads what the address asks for. */

import { byId, fill } from "./base/dom.js";
import { told } from "./day/api.js";
import { loadLines, loadPlan, loadRoads, plansOf, problemOf, usual } from "./day/load.js";
import { daysAfter, makeState, readAddress, writeAddress } from "./day/state.js";
import { makeMap } from "./map/map.js";
import { makeAreaForm } from "./parts/area_form.js";
import { showFigures } from "./parts/figures.js";
import { makeFrame } from "./parts/frame.js";
import { makePlanning } from "./parts/planning.js";
import { loadScenario, makeScenario } from "./parts/scenario.js";
import { showSheets } from "./parts/sheets.js";
import { makeStops } from "./parts/stops.js";
import { makeTrucks } from "./parts/trucks.js";
import { makeUnserved } from "./parts/unserved.js";

const state = makeState({
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
  truck: null,
  stop: null,
  pointed: null,
  hidden: new Set(),
});
// Answers that come after another day was asked for are thrown away.
let turn = 0;

makeFrame(state, { open });
makeMap(state);
makeTrucks(state);
makeStops(state);
makeUnserved(state);
makePlanning(state, { open, reload: () => load({ planId: null, scenarioId: null }) });
makeAreaForm(state);
makeScenario(state, { open, finished });
state.on(["zoom"], ({ model }) => model && showLines(model, turn).catch(complain));
state.on(["model"], ({ model }) => model && showFigures(model));
state.on(["plans"], ({ date, plans }) => showSheets(date, plans).catch(complain));
byId("date").addEventListener("change", (event) => event.target.value && goTo(event.target.value));
byId("day-form").addEventListener("submit", (event) => event.preventDefault());
byId("day-before").addEventListener("click", () => goTo(daysAfter(state.get().date, -1)));
byId("day-after").addEventListener("click", () => goTo(daysAfter(state.get().date, 1)));
addEventListener("popstate", stepped);
load({}, { replace: true });

function goTo(date) {
  load({ date, planId: null, scenarioId: null });
}

/** Follows the browser's steps back and forth; a mere fragment (the skip link) loads nothing anew, which would take the focus away. */
function stepped() {
  const asked = readAddress();
  const now = state.get();
  if (Object.keys(asked).some((key) => asked[key] !== now[key])) load(asked, { silent: true });
}

/** Shows a plan of this day; its scenario stays at hand. */
async function open(planId, { relist = false } = {}) {
  await load({ planId, ...(relist ? { scenarioId: null } : {}) });
}

async function finished(scenarioId) {
  await load({ scenarioId });
  byId("delta").focus({ preventScroll: true });
  byId("delta").scrollIntoView({ block: "nearest" });
}

/** Loads what a patch of the address asks for, and writes the address. */
async function load(patch, { replace = false, silent = false } = {}) {
  turn += 1;
  const mine = turn;
  const asked = { ...state.get(), ...patch };
  const { date, planId, scenarioId } = asked;
  state.set({ date, planId, scenarioId, loading: true });
  if (!silent) writeAddress(asked, { replace });
  try {
    const found = await fetchDay(asked);
    if (mine !== turn) return;
    hideTrouble();
    state.set({ ...found, ...selection(found.model), lines: null, drawing: null, loading: false });
    if (found.model) await Promise.all([showRoads(found.model, mine), showLines(found.model, mine)]);
  } catch (error) {
    if (mine !== turn) return;
    // A page without its lines is still a page.
    if (state.get().loading) state.set({ model: null, base: null, loading: false });
    complain(error);
  }
}

async function fetchDay({ date, planId, scenarioId }) {
  const [plans, scenario] = await Promise.all([plansOf(date), scenarioId ? loadScenario(scenarioId) : null]);
  const id = planId ?? scenario?.base_plan_id ?? usual(plans)?.id;
  if (!id) return { plans, scenario, model: null, base: null, problem: await problemOf(date) };
  const model = await loadPlan(id);
  const baseId = model.view.base_plan_id ?? scenario?.base_plan_id ?? id;
  const base = baseId === id ? model : await loadPlan(baseId);
  return { plans, scenario, model, base, problem: model.view.problem_sha256, date: model.view.date };
}

/** Keeps the selection where the new plan has it, too. */
function selection(model) {
  const { truck, stop } = state.get();
  const trucks = model?.trucks.map((one) => one.id) ?? [];
  const items = [...(model?.stops ?? []), ...(model?.unserved ?? [])].map((item) => item.id);
  const kept = trucks.includes(truck);
  return {
    truck: kept ? truck : null,
    stop: items.includes(stop) && (kept || !truck) ? stop : null,
    pointed: null,
  };
}

async function showRoads(model, mine) {
  const roads = await loadRoads(model.problem, model.view.problem_sha256);
  if (mine === turn) state.set({ roads });
}

async function showLines(model, mine) {
  const { zoom } = state.get();
  // The map says its zoom as soon as it has a size.
  if (zoom === null) return;
  const lines = await loadLines(model.view.id, zoom);
  if (mine === turn && zoom === state.get().zoom) state.set({ lines });
}

function complain(error) {
  const box = byId("trouble");
  box.hidden = false;
  fill(box, told(error));
}

function hideTrouble() {
  byId("trouble").hidden = true;
}
