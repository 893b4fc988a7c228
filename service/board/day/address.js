// @ts-check
/** The state's part in the address: day, plan and scenario. */

/** @typedef {import("../types/shown.js").Asked} Asked */

/**
 * Returns what an address asks for; the day is tomorrow where it names none.
 *
 * @param {string} [search]
 * @returns {Asked}
 */
export function readAddress(search = location.search) {
  const asked = new URLSearchParams(search);
  const known = (/** @type {string} */ key, /** @type {RegExp} */ pattern) => {
    const value = asked.get(key);
    return value !== null && pattern.test(value) ? value : null;
  };
  return {
    date: known("date", /^\d{4}-\d{2}-\d{2}$/u) ?? tomorrow(),
    planId: known("plan", /^plan-[0-9a-f]{16}$/u),
    scenarioId: known("scenario", /^scn-[0-9a-f]{16}$/u),
  };
}

/**
 * Writes day, plan and scenario into the address; `replace` leaves no step back.
 *
 * @param {Asked} asked
 */
export function writeAddress({ date, planId, scenarioId }, { replace = false } = {}) {
  const said = new URLSearchParams({ date });
  if (planId) said.set("plan", planId);
  if (scenarioId) said.set("scenario", scenarioId);
  const address = `${location.pathname}?${said}`;
  if (address === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", address + location.hash);
}

/** Returns the day after today in Viet Nam, wherever the browser is. */
export function tomorrow() {
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
  return daysAfter(today, 1);
}

/**
 * Returns the day so many days after another.
 *
 * @param {string} date
 * @param {number} days
 */
export function daysAfter(date, days) {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
