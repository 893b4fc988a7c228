// @ts-check
/** Follows a solve: time gone, best so far, and the button that stops it and keeps the best. */

import { html, mount, signal, useSignal } from "../base/html.js";
import { money, number, span } from "../base/text.js";
import { bi, text } from "../base/words.js";
import { get, post } from "../day/api.js";
import { Fault } from "./fault.js";

/** @typedef {import("../types/shown.js").Operation} Operation */
/** @typedef {{ operation?: Operation, error?: unknown }} Shown */

const PERIOD_MS = 400;
const FINAL = new Set(["done", "failed", "stopped"]);

/** @param {number[]} values */
const sum = (values) => values.reduce((all, value) => all + value, 0);

/**
 * Makes what follows one operation after another in a place of the shell.
 *
 * @param {HTMLElement} place
 * @returns {(begin: () => Promise<Operation>) => Promise<Operation | null>} null where it brought no plan
 */
export function makeFollower(place) {
  const shown = signal(/** @type {Shown} */ ({}));
  mount(html`<${Followed} shown=${shown} />`, place);
  return async (begin) => {
    try {
      let operation = await begin();
      while (!FINAL.has(operation.state)) {
        shown.value = { operation };
        await new Promise((resolve) => setTimeout(resolve, PERIOD_MS));
        operation = await get(`/v1/operations/${operation.id}`);
      }
      shown.value = operation.plan_id ? {} : { operation };
      return operation.plan_id ? operation : null;
    } catch (error) {
      shown.value = { error };
      return null;
    }
  };
}

/** @param {{ shown: { value: Shown } }} props */
function Followed({ shown }) {
  const { operation, error } = shown.value;
  if (error) return html`<${Fault} error=${error} boxed=${true} />`;
  if (!operation) return null;
  if (FINAL.has(operation.state))
    return html`<div class="fault" role="alert"><${Failure} operation=${operation} /></div>`;
  return html`<${Progress} key=${operation.id} operation=${operation} />`;
}

/** @param {{ operation: Operation }} props */
function Progress({ operation: { id, state, progress } }) {
  const asked = useSignal(false);
  const refusal = useSignal(/** @type {unknown} */ (null));
  const { elapsed_s: gone = 0, seconds = 1, best = null, stopping = false } = progress;
  const stop = () => {
    asked.value = true;
    post(`/v1/operations/${id}/stop`).catch((error) => {
      refusal.value = error;
    });
  };
  const time =
    state === "queued" ? bi("Đang chờ đến lượt…", "Waiting for its turn…") : elapsed(gone, seconds, stopping);
  // Spoken only when the best plan changes, not twice a second.
  return html`
    <div class="progress">
      <progress max=${seconds} value=${Math.min(gone, seconds)} aria-label="Tiến độ / Progress"></progress>
      <p class="time-gone">${time}</p>
      <p role="status" aria-live="polite">
        ${refusal.value ? html`<${Fault} error=${refusal.value} />` : bestWords(best)}
      </p>
      <button type="button" disabled=${asked.value} onClick=${stop}>
        ${bi("Dừng, giữ phương án tốt nhất", "Stop, keep the best")}
      </button>
    </div>
  `;
}

/**
 * @param {number} gone
 * @param {number} seconds
 * @param {boolean} stopping
 */
function elapsed(gone, seconds, stopping) {
  if (stopping) return bi("Đang dừng…", "Stopping…");
  return bi(`Đã tìm ${number(gone)} / ${number(seconds)} giây`, "seconds searched");
}

/** @param {Operation["progress"]["best"]} best */
function bestWords(best) {
  if (!best) return bi("Chưa có phương án…", "No plan yet…");
  const { unserved, late_s: late, cost_vnd: cost } = best;
  const vi = `Tốt nhất đến nay: ${number(sum(unserved))} bình chưa giao, trễ ${span(sum(late))}, ${money(cost)}`;
  return bi(vi, "best so far: unserved cylinders, late, cost");
}

/** @param {{ operation: Operation }} props */
function Failure({ operation: { state, error } }) {
  if (!error) {
    return state === "stopped"
      ? bi("Đã dừng trước khi có phương án.", "Stopped before there was a plan.")
      : bi("Không lập được kế hoạch.", "No plan was made.");
  }
  const issues = error.issues ?? [];
  return html`
    <p>${text(error.message)}</p>
    ${issues.length > 0 && html`<ul>${issues.map(({ code, fault }) => html`<li>${bi(fault?.vi ?? code, fault?.en ?? "")}</li>`)}</ul>`}
  `;
}
