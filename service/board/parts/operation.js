/** Follows a solve: time gone, best so far, and the button that stops it and keeps the best. */

import { el, fill } from "../base/dom.js";
import { bi, money, number, span } from "../base/text.js";
import { get, post, told } from "../day/api.js";

const PERIOD_MS = 400;
const FINAL = new Set(["done", "failed", "stopped"]);
const sum = (values) => values.reduce((all, value) => all + value, 0);

/** Shows an operation in `box` until it is over; returns it, or null where it brought no plan. */
export async function follow(box, begun) {
  let operation = begun;
  const view = makeView(box, operation.id);
  try {
    while (!FINAL.has(operation.state)) {
      view.show(operation);
      await new Promise((resolve) => setTimeout(resolve, PERIOD_MS));
      operation = await get(`/v1/operations/${operation.id}`);
    }
  } catch (error) {
    fill(box, el("div", { class: "fault", role: "alert" }, told(error)));
    return null;
  }
  if (operation.plan_id) {
    fill(box);
    return operation;
  }
  fill(box, el("div", { class: "fault", role: "alert" }, failure(operation)));
  return null;
}

function makeView(box, id) {
  const bar = el("progress", { max: 1, value: 0, "aria-label": "Tiến độ / Progress" });
  const time = el("p", { class: "time-gone" });
  // Spoken only when the best plan changes, not twice a second.
  const best = el("p", { role: "status", "aria-live": "polite" });
  const stop = el("button", { type: "button" }, bi("Dừng, giữ phương án tốt nhất", "Stop, keep the best"));
  stop.addEventListener("click", () => {
    stop.disabled = true;
    post(`/v1/operations/${id}/stop`).catch((error) => fill(best, told(error)));
  });
  fill(box, el("div", { class: "progress" }, bar, time, best, stop));
  let said = "";
  return {
    show({ state, progress }) {
      const { elapsed_s: gone = 0, seconds = 1, best: found = null, stopping = false } = progress;
      bar.max = seconds;
      bar.value = Math.min(gone, seconds);
      fill(
        time,
        state === "queued"
          ? bi("Đang chờ đến lượt…", "Waiting for its turn…")
          : elapsed(gone, seconds, stopping),
      );
      if (JSON.stringify(found) === said) return;
      said = JSON.stringify(found);
      fill(best, found ? bestWords(found) : bi("Chưa có phương án…", "No plan yet…"));
    },
  };
}

function elapsed(gone, seconds, stopping) {
  if (stopping) return bi("Đang dừng…", "Stopping…");
  return bi(`Đã tìm ${number(gone)} / ${number(seconds)} giây`, "seconds searched");
}

function bestWords({ unserved, late_s: late, cost_vnd: cost }) {
  const vi = `Tốt nhất đến nay: ${number(sum(unserved))} bình chưa giao, trễ ${span(sum(late))}, ${money(cost)}`;
  return bi(vi, "best so far: unserved cylinders, late, cost");
}

function failure({ state, error }) {
  if (!error) {
    const stopped = state === "stopped";
    return bi(
      stopped ? "Đã dừng trước khi có phương án." : "Không lập được kế hoạch.",
      stopped ? "Stopped before there was a plan." : "No plan was made.",
    );
  }
  const issues = (error.issues ?? []).map((issue) =>
    el("li", {}, bi(issue.fault?.vi ?? issue.code, issue.fault?.en ?? "")),
  );
  return el(
    "div",
    {},
    el("p", {}, bi(error.message.vi, error.message.en)),
    issues.length ? el("ul", {}, ...issues) : null,
  );
}
