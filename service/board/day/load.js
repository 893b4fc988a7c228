/** Loads a day: which plan to show, its problem, its lines and the roads behind it. */

import { ApiError, get } from "./api.js";
import { linesOf, makeModel } from "./model.js";

const problems = new Map();
const roads = new Map();
const drawn = new Map();

/** Returns the plans of a day that a person made or published, newest first. */
export async function plansOf(date) {
  const { plans } = await get(`/v1/plans?date=${date}&limit=1000`);
  return plans.filter((plan) => plan.status !== "scenario");
}

/** Returns the plan to show unless another is asked for: the published one, else the newest. */
export function usual(plans) {
  return plans.find((plan) => plan.status === "published") ?? plans[0] ?? null;
}

/** Returns the hash of a day's current problem, null where none is stored. */
export async function problemOf(date) {
  try {
    return (await get(`/v1/depots?date=${date}`)).problem_sha256;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Returns a plan with all that the tables and the map's signs show of it. */
export async function loadPlan(planId) {
  const view = await get(`/v1/plans/${planId}`);
  return makeModel(view, await loadProblem(view.problem_sha256));
}

/** Returns a plan's lines by truck, as fine as a zoom shows them; nothing waits for them, for drawing a city's takes long. */
export function loadLines(planId, zoom) {
  return kept(drawn, `${planId} ${zoom}`, async () =>
    linesOf(await get(`/v1/plans/${planId}/lines.geojson?zoom=${zoom}`)),
  );
}

/** Returns the roads behind a problem, null where the server does not have them. */
export function loadRoads(problem, sha256) {
  // A scenario has a problem of its own on the same roads, unless it closes some.
  const { sha256: hash, closures } = problem.roads;
  const key = JSON.stringify([hash, closures.filter((closure) => !closure.hours.length)]);
  return kept(roads, key, () =>
    get(`/v1/roads.geojson?problem_sha256=${sha256}`).catch((error) => {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }),
  );
}

function loadProblem(sha256) {
  // Travel tables are by far the largest part, and of no use here.
  return kept(problems, sha256, () => get(`/v1/problems/${sha256}?travel=false`));
}

function kept(store, key, load) {
  if (!store.has(key)) {
    const loading = load();
    store.set(key, loading);
    loading.catch(() => store.delete(key));
  }
  return store.get(key);
}
