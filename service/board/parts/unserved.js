// @ts-check
/** Orders that no truck serves: what would serve most of them, the causes, and each with its reason. */

import { html, mount } from "../base/html.js";
import { clock, counts, LEVELS } from "../base/text.js";
import { bi, pair, urgency } from "../base/words.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").ShownUnserved} ShownUnserved */
/** @typedef {import("../base/html.js").Content} Content */

/** So many orders are shown at once; more are folded under the causes. */
const OPEN = 8;
const HEADS = /** @type {Array<[string, string]>} */ ([
  ["Cơ sở", "Facility"],
  ["Mức khẩn", "Urgency"],
  ["Cần giao", "To deliver"],
  ["Cần thu", "To collect"],
  ["Cạn lúc", "Stock-out"],
  ["Vì sao", "Why"],
  ["Cách khắc phục", "Remedy"],
]);

/**
 * Keeps the part in step with the store.
 *
 * @param {Store} store
 * @param {HTMLElement} place
 */
export function makeUnserved(store, place) {
  mount(html`<${Unserved} store=${store} />`, place);
}

/** @param {{ store: Store }} props */
export function Unserved({ store }) {
  const model = store.signals.model.value;
  if (!model) return null;
  const { unserved, view } = model;
  if (!unserved.length)
    return html`<p class="good">${bi("✓ Mọi đơn đều được giao.", "Every order is served.")}</p>`;
  const { shortfall } = view.plan;
  // A plan of its own opens and folds its table anew.
  return html`
    ${unserved.every((item) => item.standing) ? html`<${OnlyEmpties} />` : shortfall && html`<${Shortage} ...${shortfall} />`}
    <${Each} key=${view.id} unserved=${unserved} store=${store} />
  `;
}

function OnlyEmpties() {
  return html`<p class="good">${bi(
    "✓ Mọi bình đầy đều được giao; chỉ còn bình rỗng để lại.",
    "All full cylinders arrive; only empties are left standing.",
  )}</p>`;
}

/**
 * The sentence that is read first, its steps, and the causes.
 *
 * @param {import("../types/api.js").Shortfall} props
 */
function Shortage({ text, first, arrangement, groups = [], cut_short }) {
  const steps = arrangement?.steps ?? [];
  return html`
    <div class="shortfall">
      ${first && html`<p class="first">${pair(first)}</p>`}
      <p class="arrangement">
        <strong>${pair(text)}</strong>${" "}
        ${arrangement && html`<small class="good">${bi("✓ đã thử cùng lúc", "tried together")}</small>`}
      </p>
      ${cut_short && html`<p>${bi("Hết thời gian trước khi thử hết các cách.", "Time ran out before all was tried.")}</p>`}
      ${steps.length > 1 && html`<ol class="steps">${steps.map(step)}</ol>`}
      <ul class="causes">
        ${groups.map((group) => html`<li>${pair(group.text)}</li>`)}
      </ul>
    </div>
  `;
}

/** @param {import("../types/api.js").Step} step */
const step = ({ text, orders }) =>
  html`<li>${pair(text)} ${bi(`→ ${orders} đơn`, `→ ${orders} orders`)}</li>`;

/**
 * The table of the orders, the most urgent first.
 *
 * @param {{ unserved: ShownUnserved[], store: Store }} props
 */
function Each({ unserved, store }) {
  const rows = [...unserved].sort((a, b) => LEVELS.indexOf(a.urgency) - LEVELS.indexOf(b.urgency));
  const count = rows.length;
  return html`
    <details open=${count <= OPEN}>
      <summary>${bi(`Từng đơn (${count})`, `Each order (${count})`)}</summary>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="unserved-title">
        <table class="cards" role="table" aria-labelledby="unserved-title">
          <thead role="rowgroup">
            <tr role="row">${HEADS.map(([vi, en]) => html`<th scope="col" role="columnheader">${bi(vi, en)}</th>`)}</tr>
          </thead>
          <tbody role="rowgroup">
            ${rows.map((item) => html`<${Row} key=${item.id} item=${item} store=${store} />`)}
          </tbody>
        </table>
      </div>
    </details>
  `;
}

/** @param {{ item: ShownUnserved, store: Store }} props */
function Row({ item, store }) {
  const { id, order, facility, explanation } = item;
  const chosen = store.signals.stop.value === id;
  const choose = () => store.set({ stop: chosen ? null : id });
  const cells = [
    [
      html`<button type="button" class="link" onClick=${choose}>${facility.name}</button>`,
      id !== order.id && html`<small>${id}</small>`,
    ],
    urgency(item.urgency, item.acute),
    counts(item.deliver),
    counts(item.collect),
    clock(item.due),
    explanation ? pair(explanation.reason) : bi("chưa rõ", "unknown"),
    remedy(explanation),
  ];
  return html`
    <tr role="row" class=${chosen ? "chosen" : null} data-stop=${id} data-facility=${facility.id}>
      ${cells.map((cell, at) => html`<td role="cell" data-label=${HEADS[at]?.[0]}>${cell}</td>`)}
    </tr>
  `;
}

/** @param {import("../types/api.js").Explanation | null} explanation */
function remedy(explanation) {
  if (!explanation?.remedy_text) return bi("chưa tìm thấy cách nào", "none found");
  const tried =
    explanation.verified && html`<small class="good">${bi("✓ đã thử", "tried and works")}</small>`;
  return [pair(explanation.remedy_text), tried];
}
