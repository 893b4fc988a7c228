// @ts-check
/** Planning a day and publishing a plan; which plan of the day is looked at. */

import { byId, field } from "../base/dom.js";
import { html, mount, useSignal } from "../base/html.js";
import { both, dayName, moment, number } from "../base/text.js";
import { bi } from "../base/words.js";
import { ApiError, newKey, post } from "../day/api.js";
import { Fault } from "./fault.js";
import { makeFollower } from "./operation.js";
import { statusWords } from "./status.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Listed} Listed */
/** @typedef {import("../types/shown.js").View} View */
/** @typedef {import("../types/shown.js").Open} Open */

const NOT_CURRENT = "problem_not_current";
const MOST = 50;

/**
 * Makes the box; `open` shows a plan, `reload` the day anew.
 *
 * @param {Store} store
 * @param {{ open: Open, reload: () => Promise<void> }} acts
 */
export function makePlanning(store, { open, reload }) {
  const follow = makeFollower(byId("plan-progress"));
  mount(html`<${Choice} store=${store} open=${open} />`, byId("plan-choice"));
  mount(html`<${Publishing} store=${store} reload=${reload} />`, byId("plan-publish"));
  store.on(["plans"], ({ plans }) => byId("plan-choice").toggleAttribute("hidden", !plans.length));
  byId("plan-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { date } = store.get();
    const go = /** @type {HTMLButtonElement} */ (byId("plan-go"));
    go.disabled = true;
    const asked = { date, seconds: Number(field("plan-seconds").value) };
    const done = await follow(() => post("/v1/plans", asked, { "Idempotency-Key": newKey() }));
    // Whoever looks at another day by now is not pulled back.
    if (done?.plan_id && store.get().date === date) await open(done.plan_id, { relist: true });
    go.disabled = false;
  });
}

/** @param {{ store: Store, open: Open }} props */
function Choice({ store: { signals }, open }) {
  const listed = signals.plans.value.slice(0, MOST);
  const shown = signals.model.value?.view;
  const unlisted = shown && !listed.some((plan) => plan.id === shown.id);
  const choose = (/** @type {Event} */ event) => open(/** @type {HTMLSelectElement} */ (event.target).value);
  return html`
    <label for="plan-id">${bi("Đang xem", "Showing")}</label>${" "}
    <select id="plan-id" value=${shown?.id} onChange=${choose}>
      ${unlisted && html`<option key=${shown.id} value=${shown.id}>${both(...statusWords(shown))}</option>`}
      ${listed.map((plan) => html`<option key=${plan.id} value=${plan.id}>${inList(plan)}</option>`)}
    </select>
  `;
}

/** @param {Listed} plan */
function inList(plan) {
  const figures = `${number(plan.figures.served)}/${number(plan.figures.orders)}`;
  return `${both(...statusWords(plan))} · ${figures} · ${moment(plan.created_at)}`;
}

/** @param {{ store: Store, reload: () => Promise<void> }} props */
function Publishing({ store: { signals }, reload }) {
  const view = signals.model.value?.view;
  if (view?.status !== "draft") return null;
  const { violations } = view.figures;
  if (violations) {
    const count = number(violations);
    return html`<p class="fault">
      ${bi(`Vi phạm ${count} điều nên không công bố được.`, `It breaks ${count} rules and cannot be published.`)}
    </p>`;
  }
  return html`<${Publish} key=${view.id} view=${view} plans=${signals.plans.value} reload=${reload} />`;
}

/**
 * The button, and the tick by which a plan of data that were replaced since is published all the same.
 *
 * @param {{ view: View, plans: Listed[], reload: () => Promise<void> }} props
 */
function Publish({ view, plans, reload }) {
  const outdated = useSignal(false);
  const accepted = useSignal(false);
  const busy = useSignal(false);
  const refusal = useSignal(/** @type {unknown} */ (null));
  const publish = async () => {
    if (!(await confirmed(view.date, plans))) return;
    busy.value = true;
    const accept = accepted.value ? { accept: [NOT_CURRENT] } : undefined;
    try {
      // If-Match: who publishes has seen the revision that is replaced.
      await post(`/v1/plans/${view.id}/publish`, accept, { "If-Match": `"${view.day_revision}"` });
      await reload();
    } catch (error) {
      busy.value = false;
      if (error instanceof ApiError && error.code === NOT_CURRENT) outdated.value = true;
      refusal.value = error;
    }
  };
  const tick = (/** @type {Event} */ event) => {
    accepted.value = /** @type {HTMLInputElement} */ (event.target).checked;
  };
  return html`
    <div>
      <p class="check" hidden=${view.problem_current && !outdated.value}>
        <input type="checkbox" id="publish-outdated" checked=${accepted.value} onChange=${tick} />
        <label for="publish-outdated">
          ${bi(
            "Dữ liệu của ngày đã thay đổi sau khi lập kế hoạch này; vẫn công bố",
            "The day's data have changed since this plan was made; publish it all the same",
          )}
        </label>
      </p>
      <button type="button" id="publish" class="main" disabled=${busy.value} onClick=${publish}>
        ${bi("Công bố bản nháp này", "Publish this draft")}
      </button>
      ${refusal.value ? html`<${Fault} error=${refusal.value} boxed=${true} />` : null}
    </div>
  `;
}

/**
 * Asks in the dialog, and says whether the answer is yes.
 *
 * @param {string} date
 * @param {Listed[]} plans
 * @returns {Promise<boolean>}
 */
function confirmed(date, plans) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("confirm"));
  const before = plans.find((plan) => plan.status === "published")?.revision;
  const day = dayName(date);
  const words = before
    ? bi(`Bản ${before} của ${day} được thay bằng bản ${before + 1}.`, `Revision ${before} is replaced.`)
    : bi(`Đây là bản đầu tiên của ${day}.`, "This is the day's first revision.");
  mount(words, byId("confirm-text"));
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
