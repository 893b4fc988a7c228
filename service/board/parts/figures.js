// @ts-check
/** The day in figures, each with its word, so that none is told by colour alone. */

import { html, mount } from "../base/html.js";
import { km, LEVELS, money, number, span, total, URGENCY } from "../base/text.js";
import { bi, mark, text } from "../base/words.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").View} View */
/** @typedef {import("../base/html.js").Content} Content */

/**
 * Keeps the figures in step with the store.
 *
 * @param {Store} store
 * @param {HTMLElement} place
 */
export function makeFigures(store, place) {
  mount(html`<${Figures} store=${store} />`, place);
}

/** @param {{ store: Store }} props */
export function Figures({ store }) {
  const model = store.signals.model.value;
  return model ? [served(model), problems(model), costs(model.view), checks(model.view)] : null;
}

/** @param {Model} model */
function served({ view: { figures } }) {
  const left = figures.orders - figures.served;
  const note = left ? bi(`còn ${number(left)} đơn`, "left") : bi("giao hết", "all delivered");
  const orders = `${number(figures.served)} / ${number(figures.orders)}`;
  const cylinders = `${number(figures.cylinders_served)} / ${number(figures.cylinders)}`;
  return html`
    <${Figure} id="orders" name=${["Đơn giao được", "Orders served"]} value=${orders} notes=${[note]} />
    <${Figure} id="cylinders" name=${["Bình giao", "Cylinders"]} value=${cylinders} />
  `;
}

/** @param {Model} model */
function problems({ view: { figures }, stops }) {
  const missing = total(figures.unserved_by_urgency);
  const late = stops.filter((stop) => stop.late > 0).length;
  const past = total(figures.late_s_by_urgency);
  const counts = LEVELS.map((level) => levelCount(level, figures.unserved_by_urgency[level]));
  const delay = past ? bi(`quá giờ cạn ${span(past)}`, "past stock-out") : bi("kịp giờ", "all in time");
  return html`
    <${Figure}
      id="unserved"
      name=${["Bình chưa giao", "Cylinders unserved"]}
      value=${number(missing)}
      notes=${counts}
      look=${missing > 0}
    />
    <${Figure} id="late" name=${["Điểm trễ", "Late stops"]} value=${number(late)} notes=${[delay]} look=${late > 0} />
  `;
}

/** @param {View} view */
function costs({ figures, objective_note: note }) {
  const { empties_left: left, waiting_vnd: waiting } = figures;
  // What is in the cost and nobody pays today, and under which objective the plan was made.
  const notes = [
    waiting ? bi(`gồm giá chờ của đơn gấp ${money(waiting)}`, "waiting of urgent orders") : null,
    left?.cylinders
      ? bi(`gồm ${number(left.cylinders)} bình rỗng để lại ${money(left.vnd)}`, "empties left standing")
      : null,
    note ? text(/** @type {import("../types/api.js").Text} */ (/** @type {unknown} */ (note))) : null,
  ].filter(Boolean);
  const trips = bi(`${number(figures.trips)} chuyến`, "trips");
  const work = bi(`${span(figures.duration_s)} làm việc`, "of work");
  return html`
    <${Figure} id="trucks" name=${["Xe", "Trucks"]} value=${number(figures.trucks)} notes=${[trips]} />
    <${Figure} id="distance" name=${["Quãng đường", "Distance"]} value=${km(figures.distance_m)} notes=${[work]} />
    <${Figure} id="cost" name=${["Chi phí", "Cost"]} value=${money(figures.cost_vnd)} notes=${notes} />
  `;
}

/** @param {View} view */
function checks({ figures }) {
  const { violations, search_quality: quality } = figures;
  const note = violations
    ? bi("không công bố được", "cannot be published")
    : bi("đã kiểm, hợp lệ", "checked, valid");
  const words = quality === "none" ? bi("chưa có", "none") : bi("quá ít", "short");
  // A plan behind which hardly any search stands says so; one made by hand has none to tell of.
  const hardly = quality === "none" || quality === "short";
  const advice = bi("hãy tối ưu lâu hơn trước khi dùng", "search longer before use");
  return html`
    ${hardly && html`<${Figure} id="search" name=${["Tối ưu", "Search"]} value=${words} notes=${[advice]} look=${true} />`}
    <${Figure}
      id="violations"
      name=${["Vi phạm", "Violations"]}
      value=${number(violations)}
      notes=${[note]}
      look=${violations > 0}
    />
  `;
}

/**
 * A figure with its name, its notes, and whether somebody should look.
 *
 * @param {{ id: string, name: [string, string], value: Content, notes?: Content[], look?: boolean }} props
 */
function Figure({ id, name: [vi, en], value, notes = [], look = false }) {
  const flag = html`<span class="look"><span aria-hidden="true">! </span>${bi("cần xem", "look")}</span>`;
  return html`
    <div class=${look ? "figure looks" : "figure"} data-figure=${id}>
      <dt>${bi(vi, en)}</dt>
      <dd class="value"><span class="number">${value}</span>${look && [" ", flag]}</dd>
      ${
        notes.length > 0 &&
        html`<dd class="notes">${notes.map((note) => html`<span class="note">${note}</span>`)}</dd>`
      }
    </div>
  `;
}

/**
 * @param {import("../types/shown.js").Level} level
 * @param {number} count
 */
function levelCount(level, count) {
  const { vi, en } = URGENCY[level];
  const acute = level === "EMERGENCY" && count > 0;
  return html`<span data-level=${level}>${mark(level, acute)}${` ${number(count)} `}${bi(vi, en)}</span>`;
}
