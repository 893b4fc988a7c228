// @ts-check
/** Loads a day: which plan to show, its problem, its lines and the roads behind it. */

import { ApiError, get } from "./api.js";
import { linesOf, makeModel } from "./model.js";

/** @typedef {import("../types/shown.js").Listed} Listed */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").Day} Day */
/** @typedef {import("../types/shown.js").Roads} Roads */

/** @type {Map<string, Promise<Day>>} */
const problems = new Map();
/** @type {Map<string, Promise<Roads | null>>} */
const roads = new Map();
/** @type {Map<string, Promise<import("../types/shown.js").Lines>>} */
const drawn = new Map();

/**
 * Returns the plans of a day that a person made or published, newest first.
 *
 * @param {string} date
 */
export async function plansOf(date) {
  /** @type {{ plans: Listed[] }} */
  const { plans } = await get(`/v1/plans?date=${date}&limit=1000`);
  return plans.filter((plan) => plan.status !== "scenario");
}

/**
 * Returns the plan to show unless another is asked for: the published one, else the newest.
 *
 * @param {Listed[]} plans
 */
export function usual(plans) {
  return plans.find((plan) => plan.status === "published") ?? plans[0] ?? null;
}

/**
 * Returns the hash of a day's current problem, null where none is stored.
 *
 * @param {string} date
 * @returns {Promise<string | null>}
 */
export async function problemOf(date) {
  /** @type {{ problem_sha256: string } | null} */
  const found = await orNull(get(`/v1/depots?date=${date}`));
  return found?.problem_sha256 ?? null;
}

/**
 * Returns a plan with all that the tables and the map's signs show of it.
 *
 * @param {string} planId
 * @returns {Promise<Model>}
 */
export async function loadPlan(planId) {
  /** @type {import("../types/shown.js").View} */
  const view = await get(`/v1/plans/${planId}`);
  return makeModel(view, await loadProblem(view.problem_sha256));
}

/**
 * Returns a plan's lines by truck, as fine as a zoom shows them; nothing waits for them, for drawing a city's takes long.
 *
 * @param {string} planId
 * @param {number} zoom
 */
export function loadLines(planId, zoom) {
  return kept(drawn, `${planId} ${zoom}`, async () =>
    linesOf(await get(`/v1/plans/${planId}/lines.geojson?zoom=${zoom}`)),
  );
}

/**
 * Returns the roads behind a problem, null where the server does not have them.
 *
 * @param {Day} problem
 * @param {string} sha256
 */
export function loadRoads(problem, sha256) {
  // A scenario has a problem of its own on the same roads, unless it closes some.
  const { sha256: hash = "", closures = [] } = problem.roads ?? {};
  const key = JSON.stringify([hash, closures.filter((closure) => !closure.hours?.length)]);
  return kept(roads, key, () => orNull(get(`/v1/roads.geojson?problem_sha256=${sha256}`)));
}

/** @param {string} sha256 */
function loadProblem(sha256) {
  // Travel tables are by far the largest part, and of no use here.
  return kept(problems, sha256, () => get(`/v1/problems/${sha256}?travel=false`));
}

/**
 * Returns what is asked for, null where the server has none.
 *
 * @template T
 * @param {Promise<T>} asked
 * @returns {Promise<T | null>}
 */
async function orNull(asked) {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/**
 * Loads what is not kept yet; what failed is asked for again.
 *
 * @template T
 * @param {Map<string, Promise<T>>} store
 * @param {string} key
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
function kept(store, key, load) {
  const known = store.get(key);
  if (known) return known;
  const loading = load();
  store.set(key, loading);
  loading.catch(() => store.delete(key));
  return loading;
}
