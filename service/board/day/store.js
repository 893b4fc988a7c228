// @ts-check
/** The page's one state: a signal for each key, and listeners for the parts that draw themselves. */

import { batch, signal } from "../base/html.js";

/**
 * Makes a store of a state.
 *
 * @param {import("../types/shown.js").State} initial
 * @returns {import("../types/shown.js").Store}
 */
export function makeStore(initial) {
  const state = { ...initial };
  const keys = /** @type {import("../types/shown.js").Key[]} */ (Object.keys(initial));
  const signals = Object.fromEntries(keys.map((key) => [key, signal(/** @type {unknown} */ (initial[key]))]));
  /** @type {Array<(changed: Set<string>) => void>} */
  const listeners = [];
  return {
    signals: /** @type {import("../types/shown.js").Store["signals"]} */ (/** @type {unknown} */ (signals)),
    get: () => state,
    set(patch) {
      const changed = Object.entries(patch).filter(([key, value]) => signals[key]?.peek() !== value);
      if (!changed.length) return;
      Object.assign(state, patch);
      batch(() => {
        for (const [key, value] of changed) if (signals[key]) signals[key].value = value;
      });
      const names = new Set(changed.map(([key]) => key));
      for (const listener of listeners) listener(names);
    },
    on(wanted, listener) {
      listeners.push((changed) => {
        if (wanted.some((key) => changed.has(key))) listener(state);
      });
    },
  };
}
