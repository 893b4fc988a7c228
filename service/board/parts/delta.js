// @ts-check
/** A scenario against its base plan: what it causes, and the plans that it leads to. */

import { html, mount } from "../base/html.js";
import { clock, number, span } from "../base/text.js";
import { bi, text, urgency } from "../base/words.js";
import { Assumed } from "./changes.js";
import { DeltaTable } from "./delta_table.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").Model} Model */
/** @typedef {import("../types/shown.js").Scenario} Scenario */
/** @typedef {import("../types/shown.js").Answer} Answer */
/** @typedef {import("../types/shown.js").ChangedOrder} ChangedOrder */
/** @typedef {import("../types/shown.js").Open} Open */
/** @typedef {import("../base/html.js").Content} Content */
/** @typedef {(changes: import("../types/shown.js").Changes, mode: Answer["mode"]) => void} Again */

const MOST = 60;

/**
 * Keeps the differences in step with the store; `open` shows a plan, `again` asks once more with other changes.
 *
 * @param {Store} store
 * @param {HTMLElement} place
 * @param {{ open: Open, again: Again }} acts
 */
export function makeDelta(store, place, acts) {
  mount(html`<${Differences} store=${store} ...${acts} />`, place);
}

/** @param {{ store: Store, open: Open, again: Again }} props */
export function Differences({ store, open, again }) {
  const scenario = store.signals.scenario.value;
  const base = store.signals.base.value;
  if (!(scenario?.delta && base) || scenario.base_plan_id !== base.view.id) return null;
  const shown = store.signals.model.value?.view.id === scenario.plan_id;
  return html`<${Told} key=${scenario.id} scenario=${scenario} delta=${scenario.delta} ...${{ base, shown, open, again }} />`;
}

/**
 * @param {{ scenario: Scenario, delta: import("../types/shown.js").Delta, base: Model, shown: boolean, open: Open, again: Again }} props
 */
function Told({ scenario, delta, base, shown, open, again }) {
  const { answer, changes, hits, base_plan_id: baseId, plan_id: planId } = scenario;
  const toggle = () => open(shown ? baseId : (planId ?? baseId));
  return html`
    <h3>${bi("Giả định", "What if")}: <${Assumed} changes=${changes} base=${base} /></h3>
    ${answer?.lines.map((line) => html`<p class="answer">${text(line)}</p>`)}
    ${answer && answer.cut_off.length > 0 && html`<${CutOffs} answer=${answer} changes=${changes} again=${again} />`}
    <p>
      <button type="button" id="delta-show" class="main" aria-pressed=${String(shown)} onClick=${toggle}>
        ${bi("Xem giả định trên bản đồ", "Show it on the map")}
      </button>
    </p>
    ${answer?.better?.plan_id && html`<${Better} planId=${answer.better.plan_id} open=${open} />`}
    <${DeltaTable} delta=${delta} />
    ${hits && html`<${LegHits} hits=${hits} names=${base.names} />`}
    <${Orders} orders=${delta.orders} base=${base} folded=${answer?.mode === "planning"} />
  `;
}

/**
 * Places that are cut off, each with a switch; asked again, those that are switched on are served all the same.
 *
 * @param {{ answer: Answer, changes: import("../types/shown.js").Changes, again: Again }} props
 */
function CutOffs({ answer, changes, again }) {
  const ask = () => {
    const ticked = document.querySelectorAll("#cut-off input:checked");
    const still = [...ticked].map((box) => /** @type {HTMLInputElement} */ (box).value);
    again({ ...changes, still_reachable: still }, answer.mode);
  };
  return html`
    <${Scroll} label="Nơi bị chia cắt / Places cut off">
      <ul class="hit" id="cut-off">
        ${answer.cut_off.map((place) => html`<${CutOff} key=${place.place_id} place=${place} />`)}
      </ul>
    <//>
    <p>
      <button type="button" id="cut-off-go" onClick=${ask}>
        ${bi("Hỏi lại: nơi được chọn vẫn tới được", "Ask again: the chosen ones can be reached")}
      </button>
    </p>
  `;
}

/** @param {{ place: import("../types/shown.js").CutOff }} props */
function CutOff({ place }) {
  const { place_id: id, name, allowed, told } = place;
  const words = allowed ? bi("vẫn tới được", "still reachable") : bi("bị chia cắt", "cut off");
  return html`
    <li>
      <label>
        <input type="checkbox" name="still" value=${id} defaultChecked=${allowed} />${" "}
        <strong>${name}</strong> <span class=${allowed ? "badge" : "badge bad"}>${words}</span>
      </label>${" "}
      ${text(told)}
    </li>
  `;
}

/**
 * A plan better for the day as it is, found on the way.
 *
 * @param {{ planId: string, open: Open }} props
 */
function Better({ planId, open }) {
  return html`
    <p>
      <button type="button" id="better-show" onClick=${() => open(planId, { relist: true })}>
        ${bi("Xem kế hoạch tốt hơn cho ngày như cũ", "Show the plan that is better for the day as it is")}
      </button>
    </p>
  `;
}

/**
 * Legs of the base plan over closed roads, the worst first.
 *
 * @param {{ hits: import("../types/shown.js").Hits, names: import("../types/shown.js").Names }} props
 */
function LegHits({ hits, names }) {
  const legs = [...hits.legs].sort((a, b) => worse(a.longer_s, b.longer_s));
  /** @param {string} id */
  const place = (id) => (names.facility.get(id) ?? names.depot.get(id))?.name || id;
  /** @param {number | null} seconds */
  const delay = (seconds) =>
    seconds === null
      ? bi("không còn đường", "no way left")
      : bi(`thêm ${span(Math.max(0, seconds))}`, "longer");
  const items = legs.slice(0, MOST).map(
    (leg) => html`
      <li>
        <strong>${leg.vehicle_name} ${clock(leg.depart_s)}</strong>${` ${place(leg.from_id)} → ${place(leg.to_id)} – `}
        ${delay(leg.longer_s)}
      </li>
    `,
  );
  return html`
    <h4>${bi(`Đi qua đường bị đóng: ${number(legs.length)} chặng`, "legs over closed roads")}</h4>
    ${
      items.length > 0 &&
      html`<${Scroll} label="Chặng bị ảnh hưởng / Legs hit"><ul class="hit" id="delta-hits">${items}</ul><//>`
    }
  `;
}

/**
 * No road left is worse than any detour.
 *
 * @param {number | null} one
 * @param {number | null} other
 */
function worse(one, other) {
  if (one === other) return 0;
  return (other ?? Number.POSITIVE_INFINITY) - (one ?? Number.POSITIVE_INFINITY);
}

/**
 * The orders that lose, those that are later, and those that only change truck or time.
 *
 * @param {{ orders: ChangedOrder[], base: Model, folded: boolean }} props
 */
function Orders({ orders, base, folded }) {
  const lost = orders.filter((order) => order.unserved_after > order.unserved_before);
  const later = orders.filter((order) => !lost.includes(order) && order.late_after_s > order.late_before_s);
  const moved = orders.filter((order) => !(lost.includes(order) || later.includes(order)));
  /** @param {string[]} ids */
  const trucks = (ids) => ids.map((id) => base.names.vehicle.get(id)?.name || id).join(", ") || "–";
  /** @type {(order: ChangedOrder) => Content} */
  const missing = (order) =>
    bi(`thêm ${number(order.unserved_after - order.unserved_before)} bình chưa giao`, "cylinders unserved");
  /** @type {(order: ChangedOrder) => Content} */
  const delay = (order) =>
    bi(
      `trễ thêm ${span(order.late_after_s - order.late_before_s)}, bắt đầu ${clock(order.begin_after_s)}`,
      "later",
    );
  /** @type {(order: ChangedOrder) => Content} */
  const move = ({ vehicles_before: from, begin_before_s: was, vehicles_after: to, begin_after_s: is }) =>
    `${trucks(from)} ${clock(was)} → ${trucks(to)} ${clock(is)}`;
  return html`
    <h4>${bi(`Bị thiếu thêm: ${number(lost.length)} đơn`, "orders that lose cylinders")}</h4>
    <${HitList} label="Bị thiếu / Losing cylinders" orders=${lost} base=${base} words=${missing} worse />
    <h4>${bi(`Trễ thêm: ${number(later.length)} đơn`, "orders later past stock-out")}</h4>
    <${HitList} label="Trễ thêm / Later" orders=${later} base=${base} words=${delay} worse />
    ${
      // Where both days are searched anew, trucks and times of single orders mean nothing.
      !folded &&
      html`
        <h4>${bi(`Đổi xe hoặc giờ: ${number(moved.length)} đơn`, "changed orders")}</h4>
        <${HitList} label="Đơn thay đổi / Changed orders" orders=${moved} base=${base} words=${move} />
      `
    }
  `;
}

/** @param {{ label: string, orders: ChangedOrder[], base: Model, words: (order: ChangedOrder) => Content, worse?: boolean }} props */
function HitList({ label, orders, base: { names }, words, worse: hurt = false }) {
  if (!orders.length) return null;
  const more = orders.length - MOST;
  const items = orders.slice(0, MOST).map((order) => {
    const level = names.order.get(order.order_id)?.urgency;
    const name = names.facility.get(order.facility_id)?.name ?? order.facility_id;
    return html`<li data-order=${order.order_id}><strong>${name}</strong> ${level && urgency(level, hurt && level === "EMERGENCY")} – ${words(order)}</li>`;
  });
  return html`
    <${Scroll} label=${label}>
      <ul class="hit">${items}${more > 0 && html`<li>${bi(`và ${number(more)} đơn nữa`, "more")}</li>`}</ul>
    <//>
  `;
}

/**
 * A box that scrolls by itself, with mouse and keys.
 *
 * @param {{ label: string, children?: Content }} props
 */
const Scroll = ({ label, children }) =>
  html`<div class="scroll short" tabindex="0" role="region" aria-label=${label}>${children}</div>`;
