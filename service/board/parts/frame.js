// @ts-check
/** The frame around the parts: day, status, data label, what-if banner, empty and loading states. */

import { byId } from "../base/dom.js";
import { html, mount, useEffect, useSignal } from "../base/html.js";
import { dayName, number } from "../base/text.js";
import { bi } from "../base/words.js";
import { get } from "../day/api.js";
import { Assumed } from "./changes.js";
import { Fault } from "./fault.js";
import { statusWords } from "./status.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").State} State */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").Open} Open */
/** @typedef {import("../base/html.js").Content} Content */

const DAYS_OFFERED = 7;

/**
 * Keeps the frame in step with the store.
 *
 * @param {Store} store
 * @param {{ open: Open }} acts
 */
export function makeFrame(store, { open }) {
  mount(html`<${Status} store=${store} />`, byId("status"));
  mount(html`<${Empty} store=${store} />`, byId("empty"));
  mount(html`<${Standing} store=${store} />`, byId("standing"));
  mount(html`<${Banner} store=${store} open=${open} />`, byId("assumed"));
  mount(html`<${Trouble} store=${store} />`, byId("trouble"));
  mount(html`<${Made} store=${store} />`, byId("made"));
  mount(html`<${Source} store=${store} />`, byId("map-source"));
  store.on(["date", "loading", "model", "problem", "trouble"], frame);
  frame(store.get());
}

/**
 * What the shell itself shows and hides.
 *
 * @param {State} state
 */
function frame({ date, loading, model, problem, trouble }) {
  const status = model?.view.status;
  /** @type {HTMLInputElement} */ (byId("date")).value = date;
  byId("day-name").textContent = dayName(date);
  document.body.classList.toggle("loading", loading);
  document.body.classList.toggle("assuming", status === "scenario");
  byId("main").setAttribute("aria-busy", String(loading));
  byId("status").className = `status ${loading ? "loading" : (status ?? "none")}`;
  show("[data-needs=plan]", Boolean(model));
  show("[data-needs=problem]", Boolean(problem));
  show("#empty", !(loading || model || trouble));
  show("#standing", Boolean(model?.standing.doubtful));
  show("#assumed", status === "scenario");
  show("#trouble", Boolean(trouble));
}

/**
 * @param {string} selector
 * @param {boolean} shown
 */
function show(selector, shown) {
  for (const part of document.querySelectorAll(selector)) part.toggleAttribute("hidden", !shown);
}

/** @param {{ store: Store }} props */
function Status({ store: { signals } }) {
  if (signals.loading.value) return bi("Đang tải…", "Loading…");
  const model = signals.model.value;
  if (!model) return bi("Chưa có kế hoạch", "No plan");
  const [vi, en] = statusWords(model.view);
  return bi(capital(vi), capital(en));
}

/** @param {string} words */
const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** @param {{ store: Store }} props */
function Empty({ store: { signals } }) {
  if (signals.loading.value || signals.model.value || signals.trouble.value) return null;
  const date = signals.date.value;
  const day = dayName(date);
  if (signals.problem.value) {
    return html`
      <h2>${bi(`Chưa có kế hoạch cho ${day}`, "No plan yet")}</h2>
      <p>${bi("Dữ liệu của ngày đã có. Bấm “Lập kế hoạch” bên dưới.", "The day's data are stored. Press “Plan the day” below.")}</p>
    `;
  }
  return html`
    <h2>${bi(`Chưa có dữ liệu cho ${day}`, "No data for this day")}</h2>
    <p>
      ${bi("Chọn ngày khác, hoặc tải dữ liệu ngày lên:", "Choose another day, or upload the day's data:")}${" "}
      <code>POST /v1/problems</code>
    </p>
    <${Days} key=${date} />
  `;
}

/** Offers the days that have plans; the page is as useful without them. */
function Days() {
  const dates = useSignal(/** @type {string[]} */ ([]));
  useEffect(() => {
    listDays().then((found) => {
      dates.value = found;
    });
  }, []);
  const link = (/** @type {string} */ date) =>
    html`<a class="button" href=${`/?date=${date}`}>${dayName(date)}</a>`;
  return html`<p class="days">${dates.value.map(link)}</p>`;
}

/** @returns {Promise<string[]>} */
async function listDays() {
  /** @type {{ plans: Array<{ date: string }> }} */
  const { plans } = await get("/v1/plans?limit=200").catch(() => ({ plans: [] }));
  const dates = new Set(plans.map((plan) => plan.date));
  return [...dates].sort((a, b) => b.localeCompare(a)).slice(0, DAYS_OFFERED);
}

/** @param {{ store: Store }} props */
function Standing({ store: { signals } }) {
  const standing = signals.model.value?.standing;
  if (!standing?.doubtful) return null;
  const part = `${number(standing.doubtful)}/${number(standing.all)}`;
  const vi = `Dữ liệu tổng hợp hoặc ước tính (${part} địa điểm) – không phải số thật.`;
  return ["⚠ ", bi(vi, `Synthetic or estimated data (${part} places) – not real figures.`)];
}

/** @param {{ store: Store, open: Open }} props */
function Banner({ store: { signals }, open }) {
  const view = signals.model.value?.view;
  if (view?.status !== "scenario") return null;
  const scenario = signals.scenario.value;
  const base = signals.base.value;
  const back = () => view.base_plan_id && open(view.base_plan_id);
  return html`
    <p>
      <strong>${bi("GIẢ ĐỊNH", "WHAT IF")}</strong>${" "}
      ${scenario && base && html`<${Assumed} changes=${scenario.changes} base=${base} />`}${" – "}
      ${bi("không phải kế hoạch sẽ chạy.", "not the plan that will be driven.")}
    </p>
    <button type="button" id="back" class="main" onClick=${back}>${bi("Về kế hoạch gốc", "Back to the plan")}</button>
  `;
}

/** @param {{ store: Store }} props */
function Trouble({ store: { signals } }) {
  const trouble = signals.trouble.value;
  return trouble ? html`<${Fault} error=${trouble} />` : null;
}

/** @param {{ store: Store }} props */
function Made({ store: { signals } }) {
  const view = signals.model.value?.view;
  if (!view) return null;
  const { id, problem_sha256: hash, figures } = view;
  return [id, figures.engine, `${number(figures.seconds ?? 0)} s`, hash.slice(0, 12)]
    .filter(Boolean)
    .join(" · ");
}

/** @param {{ store: Store }} props */
function Source({ store: { signals } }) {
  const model = signals.model.value;
  const lines = signals.lines.value;
  if (!model) return null;
  if (!lines) return bi("Đang vẽ đường đi…", "Drawing the routes…");
  const source = model.problem.roads?.file ?? "";
  const credit = /osm|openstreetmap/iu.test(source) ? " © OpenStreetMap contributors (ODbL)" : "";
  const words = signals.roads.value
    ? bi(`Đường: ${source}${credit}`, "roads")
    : bi("Không có bản đồ đường của ngày này.", "No road map of this day here.");
  const straight = [...lines.values()].flat().some((line) => line.straight);
  return [
    words,
    straight && [" ", bi("Đường thẳng không phải lối đi thật.", "Straight lines are not the way driven.")],
  ];
}
