/** Planning a day and publishing a plan; which plan of the day is looked at. */

import { byId, el, fill } from "../base/dom.js";
import { bi, both, dayName, moment, number } from "../base/text.js";
import { newKey, post, told } from "../day/api.js";
import { follow } from "./operation.js";

const STATUS = {
  published: ["đã công bố", "published"],
  draft: ["bản nháp", "draft"],
  superseded: ["đã thay", "superseded"],
  scenario: ["giả định", "what if"],
};

const NOT_CURRENT = "problem_not_current";

/** Makes the box; `open` shows a plan, `reload` the day anew. */
export function makePlanning(state, { open, reload }) {
  byId("plan-id").addEventListener("change", (event) => open(event.target.value));
  byId("plan-form").addEventListener("submit", (event) => {
    event.preventDefault();
    plan(state, open);
  });
  const again = ({ date, plans, model }) => {
    showChoice(plans, model);
    fill(byId("plan-publish"), model ? publishing(date, plans, model.view, reload) : null);
  };
  state.on(["plans", "model"], again);
}

/** Returns a plan's status in both languages. */
export function statusWords({ status, revision }) {
  const [vi, en] = STATUS[status];
  return revision ? [`${vi} · bản ${revision}`, `${en} · revision ${revision}`] : [vi, en];
}

function showChoice(plans, model) {
  const listed = plans.slice(0, 50);
  byId("plan-choice").hidden = !listed.length;
  const options = listed.map((item) => {
    const [vi, en] = statusWords(item);
    const figures = `${number(item.figures.served)}/${number(item.figures.orders)}`;
    return el("option", { value: item.id }, `${both(vi, en)} · ${figures} · ${moment(item.created_at)}`);
  });
  const shown = model?.view;
  if (shown && !listed.some((item) => item.id === shown.id)) {
    options.unshift(el("option", { value: shown.id }, both(...statusWords(shown))));
  }
  fill(byId("plan-id"), options);
  if (shown) byId("plan-id").value = shown.id;
}

async function plan({ get }, open) {
  const { date } = get();
  const go = byId("plan-go");
  const box = byId("plan-progress");
  go.disabled = true;
  try {
    const asked = { date, seconds: Number(byId("plan-seconds").value) };
    const operation = await post("/v1/plans", asked, { "Idempotency-Key": newKey() });
    const done = await follow(box, operation);
    // Whoever looks at another day by now is not pulled back.
    if (done && get().date === date) await open(done.plan_id, { relist: true });
  } catch (error) {
    fill(box, el("div", { class: "fault", role: "alert" }, told(error)));
  }
  go.disabled = false;
}

function publishing(date, plans, view, reload) {
  if (view.status !== "draft") return null;
  if (view.figures.violations) {
    const count = number(view.figures.violations);
    return el(
      "p",
      { class: "fault" },
      bi(
        `Vi phạm ${count} điều nên không công bố được.`,
        `It breaks ${count} rules and cannot be published.`,
      ),
    );
  }
  const button = el(
    "button",
    { type: "button", id: "publish", class: "main" },
    bi("Công bố bản nháp này", "Publish this draft"),
  );
  const fault = el("div", { class: "fault", role: "alert", hidden: true });
  const outdated = outdatedTick(view.problem_current);
  button.addEventListener("click", async () => {
    if (!(await confirmed(date, plans))) return;
    button.disabled = true;
    const accept = outdated.accepted() ? { accept: [NOT_CURRENT] } : undefined;
    try {
      // If-Match: who publishes has seen the revision that is replaced.
      await post(`/v1/plans/${view.id}/publish`, accept, { "If-Match": `"${view.day_revision}"` });
      await reload();
    } catch (error) {
      button.disabled = false;
      if (error.code === NOT_CURRENT) outdated.show();
      fault.hidden = false;
      fill(fault, told(error));
    }
  });
  return el("div", {}, outdated.box, button, fault);
}

/** Makes the tick by which a plan of data that were replaced since is published all the same. */
function outdatedTick(current) {
  const tick = el("input", { type: "checkbox", id: "publish-outdated" });
  const words = bi(
    "Dữ liệu của ngày đã thay đổi sau khi lập kế hoạch này; vẫn công bố",
    "The day's data have changed since this plan was made; publish it all the same",
  );
  const box = el(
    "p",
    { class: "check", hidden: current },
    tick,
    el("label", { for: "publish-outdated" }, words),
  );
  return { box, accepted: () => tick.checked, show: () => box.removeAttribute("hidden") };
}

function confirmed(date, plans) {
  const dialog = byId("confirm");
  const before = plans.find((item) => item.status === "published");
  const words = before
    ? bi(
        `Bản ${before.revision} của ${dayName(date)} được thay bằng bản ${before.revision + 1}.`,
        `Revision ${before.revision} is replaced.`,
      )
    : bi(`Đây là bản đầu tiên của ${dayName(date)}.`, "This is the day's first revision.");
  fill(byId("confirm-text"), words);
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
