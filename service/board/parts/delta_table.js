// @ts-check
/** Figures of the base plan and of the scenario side by side. */

import { html } from "../base/html.js";
import { km, LEVELS, money, number, span } from "../base/text.js";
import { bi, urgency } from "../base/words.js";

/** @typedef {import("../base/html.js").Content} Content */
/** @typedef {import("../types/shown.js").Delta} Delta */

/**
 * A row: a figure that there is not is null, and more of it is worse unless less is.
 *
 * @typedef {{
 *   name: Content,
 *   before: number | null | undefined,
 *   after: number | null | undefined,
 *   show: (value: number) => string,
 *   lessIsWorse?: boolean,
 * }} Compared
 */

const HEADS = /** @type {Array<[string, string]>} */ ([
  ["Trước", "Before"],
  ["Sau", "After"],
  ["Đổi", "Change"],
]);

/** @param {{ delta: Delta }} props */
export function DeltaTable({ delta }) {
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Trước và sau / Before and after">
      <table id="delta-table" class="delta">
        <caption class="unseen">${bi("Trước và sau", "Before and after")}</caption>
        <thead>
          <tr>
            <td></td>
            ${HEADS.map(([vi, en]) => html`<th scope="col">${bi(vi, en)}</th>`)}
          </tr>
        </thead>
        <tbody>${compared(delta).map((row) => html`<${Row} ...${row} />`)}</tbody>
      </table>
    </div>
  `;
}

/**
 * @param {Delta} delta
 * @returns {Compared[]}
 */
export function compared({ before, after, ...rest }) {
  const [was, is] = [rest.delivered_before ?? 0, rest.delivered_after ?? 0];
  const unserved = LEVELS.map((level, at) => ({
    name: [bi("Bình chưa giao:", "unserved"), " ", urgency(level)],
    before: before.unserved[at],
    after: after.unserved[at],
    show: number,
  }));
  const late = LEVELS.map((level, at) => ({
    name: [bi("Trễ:", "late"), " ", urgency(level)],
    before: before.late_s[at],
    after: after.late_s[at],
    show: span,
  }));
  return [
    {
      name: bi("Bình giao được", "Cylinders delivered"),
      before: was,
      after: is,
      show: number,
      lessIsWorse: true,
    },
    ...unserved,
    ...late,
    { name: bi("Chi phí", "Cost"), before: before.cost_vnd, after: after.cost_vnd, show: money },
    {
      name: bi("Chi phí mỗi bình", "Cost of a cylinder"),
      before: was ? before.cost_vnd / was : null,
      after: is ? after.cost_vnd / is : null,
      show: money,
    },
    {
      name: bi("Quãng đường", "Distance"),
      before: rest.length_before_m,
      after: rest.length_after_m,
      show: km,
    },
    { name: bi("Xe", "Trucks"), before: rest.trucks_before, after: rest.trucks_after, show: number },
  ];
}

/** @param {Compared} props */
function Row({ name, before, after, show, lessIsWorse = false }) {
  const change = (after ?? 0) - (before ?? 0);
  const known = typeof before === "number" && typeof after === "number" && change !== 0;
  const sign = change > 0 ? "▲ +" : "▼ −";
  const worse = known && change > 0 !== lessIsWorse;
  return html`
    <tr>
      <th scope="row">${name}</th>
      <td class="count">${before === null || before === undefined ? "–" : show(before)}</td>
      <td class="count">${after === null || after === undefined ? "–" : show(after)}</td>
      <td class=${worse ? "count bad" : "count"}>${known ? `${sign}${show(Math.abs(change))}` : "="}</td>
    </tr>
  `;
}
