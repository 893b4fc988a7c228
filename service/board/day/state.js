/** The page's one state: what is shown, what is selected, and its part in the address. */

/** Makes a state that tells listeners which of its keys changed. */
export function makeState(initial) {
  const listeners = [];
  const state = { ...initial };
  return {
    get: () => state,
    /** Takes over a patch; keys that stay the same are not told. */
    set(patch) {
      const changed = new Set(Object.keys(patch).filter((key) => state[key] !== patch[key]));
      if (!changed.size) return;
      Object.assign(state, patch);
      for (const listener of listeners) listener(state, changed);
    },
    on(keys, listener) {
      listeners.push((now, changed) => keys.some((key) => changed.has(key)) && listener(now, changed));
    },
  };
}

/** Returns what the address asks for; the day is tomorrow where it names none. */
export function readAddress() {
  const asked = new URLSearchParams(location.search);
  const date = /^\d{4}-\d{2}-\d{2}$/u.test(asked.get("date") ?? "") ? asked.get("date") : tomorrow();
  const known = (key, pattern) => (pattern.test(asked.get(key) ?? "") ? asked.get(key) : null);
  return {
    date,
    planId: known("plan", /^plan-[0-9a-f]{16}$/u),
    scenarioId: known("scenario", /^scn-[0-9a-f]{16}$/u),
  };
}

/** Writes day, plan and scenario into the address; `replace` leaves no step back. */
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

export function daysAfter(date, days) {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
