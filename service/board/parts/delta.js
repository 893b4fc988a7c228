/** A scenario against its base plan: figures before and after, and who is hit. */

import { el, fill } from "../base/dom.js";
import { bi, clock, km, LEVELS, money, number, span, urgency } from "../base/text.js";

const MOST = 60;

/** Shows what the change causes; `open` shows a plan, `again` asks once more with other changes. */
export function showDelta(box, { scenario, base, model }, { open, again }) {
  if (!(scenario?.delta && base) || scenario.base_plan_id !== base.view.id) {
    fill(box);
    return;
  }
  const { delta, answer } = scenario;
  const lost = delta.orders.filter((order) => order.unserved_after > order.unserved_before);
  const later = delta.orders.filter(
    (order) => !lost.includes(order) && order.late_after_s > order.late_before_s,
  );
  const moved = delta.orders.filter((order) => !(lost.includes(order) || later.includes(order)));
  // Where both days are searched anew, trucks and times of single orders mean nothing.
  const folded = answer?.mode === "planning";
  fill(
    box,
    el("h3", {}, bi("Giả định", "What if"), ": ", changeWords(scenario.changes, base)),
    ...sentences(answer),
    ...cutOff(scenario, again),
    toggle(scenario, model, open),
    ...betterPlan(answer, open),
    figuresTable(delta),
    ...legHits(scenario.hits, base),
    el("h4", {}, bi(`Bị thiếu thêm: ${number(lost.length)} đơn`, "orders that lose cylinders")),
    hitList("Bị thiếu / Losing cylinders", lost, base, (order) =>
      bi(`thêm ${number(order.unserved_after - order.unserved_before)} bình chưa giao`, "cylinders unserved"),
    ),
    el("h4", {}, bi(`Trễ thêm: ${number(later.length)} đơn`, "orders later past stock-out")),
    hitList("Trễ thêm / Later", later, base, (order) =>
      bi(
        `trễ thêm ${span(order.late_after_s - order.late_before_s)}, bắt đầu ${clock(order.begin_after_s)}`,
        "later",
      ),
    ),
    ...(folded ? [] : movedOrders(moved, base)),
  );
}

/** The answer in sentences, as the command line prints it; the first is the most important. */
function sentences(answer) {
  return (answer?.lines ?? []).map(({ vi, en }) => el("p", { class: "answer" }, bi(vi, en)));
}

/** Places that are cut off, each with a switch; asked again, those that are switched on are served all the same. */
function cutOff({ changes, answer }, again) {
  const places = answer?.cut_off ?? [];
  if (!places.length) return [];
  const items = places.map((one) => {
    const box = el("input", { type: "checkbox", name: "still", value: one.place_id, checked: one.allowed });
    const mark = one.allowed ? bi("vẫn tới được", "still reachable") : bi("bị chia cắt", "cut off");
    const badge = el("span", { class: one.allowed ? "badge" : "badge bad" }, mark);
    return el(
      "li",
      {},
      el("label", {}, box, " ", el("strong", {}, one.name), " ", badge),
      " ",
      bi(one.told.vi, one.told.en),
    );
  });
  const list = el("ul", { class: "hit", id: "cut-off" }, ...items);
  const button = el(
    "button",
    { type: "button", id: "cut-off-go" },
    bi("Hỏi lại: nơi được chọn vẫn tới được", "Ask again: the chosen ones can be reached"),
  );
  button.addEventListener("click", () => {
    const still = [...list.querySelectorAll("input:checked")].map((box) => box.value);
    again({ ...changes, still_reachable: still }, answer.mode);
  });
  return [
    el(
      "div",
      {
        class: "scroll short",
        tabindex: 0,
        role: "region",
        "aria-label": "Nơi bị chia cắt / Places cut off",
      },
      list,
    ),
    el("p", {}, button),
  ];
}

/** A plan better for the day as it is, found on the way, and the button that shows it. */
function betterPlan(answer, open) {
  const better = answer?.better;
  if (!better?.plan_id) return [];
  const button = el(
    "button",
    { type: "button", id: "better-show" },
    bi("Xem kế hoạch tốt hơn cho ngày như cũ", "Show the plan that is better for the day as it is"),
  );
  button.addEventListener("click", () => open(better.plan_id, { relist: true }));
  return [el("p", {}, button)];
}

/** Orders that only change truck or time. */
function movedOrders(moved, base) {
  const truck = (ids) => ids.map((id) => base.names.vehicle.get(id)?.name || id).join(", ") || "–";
  const words = (order) =>
    `${truck(order.vehicles_before)} ${clock(order.begin_before_s)} → ${truck(order.vehicles_after)} ${clock(order.begin_after_s)}`;
  const head = el("h4", {}, bi(`Đổi xe hoặc giờ: ${number(moved.length)} đơn`, "changed orders"));
  return [head, hitList("Đơn thay đổi / Changed orders", moved, base, words)];
}

/** Returns what was assumed, in words. */
export function changeWords(changes, base) {
  const named = (ids, names) => ids.map((id) => names.get(id)?.name || id).join(", ");
  const said = [];
  if (changes.depot_down?.length)
    said.push(bi(`kho ngừng hoạt động: ${named(changes.depot_down, base.names.depot)}`, "depot down"));
  if (changes.vehicle_down?.length)
    said.push(bi(`mất xe ${named(changes.vehicle_down, base.names.vehicle)}`, "truck lost"));
  if (changes.close_way?.length) said.push(bi(`đóng đường ${changes.close_way.join(", ")}`, "road closed"));
  if (changes.close_edge?.length)
    said.push(bi(`đóng ${number(changes.close_edge.length)} đoạn đường`, "stretches closed"));
  if (changes.close_area?.length)
    said.push(bi(`đóng vùng ${areaNames(changes.close_area).join(", ")}`, "area closed"));
  if (changes.close_hours) said.push(bi(`lúc ${changes.close_hours}`, "at these hours"));
  if (changes.still_reachable?.length)
    said.push(bi(`vẫn tới được ${named(changes.still_reachable, base.names.facility)}`, "still reachable"));
  if (changes.permit?.length)
    said.push(bi(`cấp phép cho xe ${named(changes.permit, base.names.vehicle)}`, "permits"));
  if (changes.demand) said.push(bi(`nhu cầu ${number(changes.demand * 100)} %`, "demand"));
  return el("span", { class: "said" }, ...said.flatMap((words, place) => (place ? ["; ", words] : [words])));
}

/** Returns what areas are called; a file without names is counted. */
function areaNames(areas) {
  const features = areas.flatMap((area) => area.features ?? [area]);
  const names = features.map((one) => one.properties?.name).filter(Boolean);
  return names.length ? [...new Set(names)].slice(0, 5) : [number(features.length)];
}

function toggle(scenario, model, open) {
  const shown = model?.view.id === scenario.plan_id;
  const on = el(
    "button",
    { type: "button", id: "delta-show", class: "main", "aria-pressed": String(shown) },
    bi("Xem giả định trên bản đồ", "Show it on the map"),
  );
  on.addEventListener("click", () => open(shown ? scenario.base_plan_id : scenario.plan_id));
  return el("p", {}, on);
}

function figuresTable({ before, after, ...rest }) {
  const each = (objective, count) => (count ? objective.cost_vnd / count : null);
  const delivered = [rest.delivered_before ?? 0, rest.delivered_after ?? 0];
  const rows = [
    [[bi("Bình giao được", "Cylinders delivered")], ...delivered, number, "less"],
    ...LEVELS.map((level, place) => [
      [bi("Bình chưa giao:", "unserved"), " ", urgency(level)],
      before.unserved[place],
      after.unserved[place],
      number,
    ]),
    ...LEVELS.map((level, place) => [
      [bi("Trễ:", "late"), " ", urgency(level)],
      before.late_s[place],
      after.late_s[place],
      span,
    ]),
    [[bi("Chi phí", "Cost")], before.cost_vnd, after.cost_vnd, money],
    [
      [bi("Chi phí mỗi bình", "Cost of a cylinder")],
      each(before, delivered[0]),
      each(after, delivered[1]),
      money,
    ],
    [[bi("Quãng đường", "Distance")], rest.length_before_m, rest.length_after_m, km],
    [[bi("Xe", "Trucks")], rest.trucks_before, rest.trucks_after, number],
  ];
  const heads = [
    ["", ""],
    ["Trước", "Before"],
    ["Sau", "After"],
    ["Đổi", "Change"],
  ];
  const head = heads.map(([vi, en]) => (vi ? el("th", { scope: "col" }, bi(vi, en)) : el("td", {})));
  const table = el(
    "table",
    { id: "delta-table", class: "delta" },
    el("caption", { class: "unseen" }, bi("Trước và sau", "Before and after")),
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...rows.map(figureRow)),
  );
  return el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": "Trước và sau / Before and after" },
    table,
  );
}

/** More of any of these is worse, but of what is delivered less is; null is a figure that there is not. */
function figureRow([name, before, after, show, worse = "more"]) {
  const change = before === null || after === null ? 0 : after - before;
  const sign = change > 0 ? "▲ +" : "▼ −";
  const words = change ? `${sign}${show(Math.abs(change))}` : "=";
  const shown = (value) => (value === null ? "–" : show(value));
  const cell = (text, css = "") => el("td", { class: `count ${css}` }, text);
  return el(
    "tr",
    {},
    el("th", { scope: "row" }, ...name),
    cell(shown(before)),
    cell(shown(after)),
    cell(words, (worse === "more" ? change > 0 : change < 0) ? "bad" : ""),
  );
}

/** Legs of the base plan over closed roads, the worst first. */
function legHits(hits, { names }) {
  if (!hits) return [];
  const place = (id) => (names.facility.get(id) ?? names.depot.get(id))?.name || id;
  const worst = (leg) => leg.longer_s ?? Infinity;
  const legs = [...hits.legs].sort((a, b) => (worst(a) === worst(b) ? 0 : worst(b) - worst(a)));
  const items = legs.slice(0, MOST).map((leg) => {
    const longer =
      leg.longer_s === null
        ? bi("không còn đường", "no way left")
        : bi(`thêm ${span(Math.max(0, leg.longer_s))}`, "longer");
    return el(
      "li",
      {},
      el("strong", {}, `${leg.vehicle_name} ${clock(leg.depart_s)}`),
      ` ${place(leg.from_id)} → ${place(leg.to_id)} – `,
      longer,
    );
  });
  const list = el("ul", { class: "hit", id: "delta-hits" }, ...items);
  const head = el(
    "h4",
    {},
    bi(`Đi qua đường bị đóng: ${number(legs.length)} chặng`, "legs over closed roads"),
  );
  if (!legs.length) return [head];
  return [
    head,
    el(
      "div",
      { class: "scroll short", tabindex: 0, role: "region", "aria-label": "Chặng bị ảnh hưởng / Legs hit" },
      list,
    ),
  ];
}

function hitList(label, orders, base, words) {
  if (!orders.length) return null;
  const items = orders.slice(0, MOST).map((order) => {
    const level = base.names.order.get(order.order_id)?.urgency;
    const name = base.names.facility.get(order.facility_id)?.name ?? order.facility_id;
    return el(
      "li",
      { "data-order": order.order_id },
      el("strong", {}, name),
      " ",
      level ? urgency(level) : null,
      " – ",
      words(order),
    );
  });
  const more = orders.length - items.length;
  const list = el(
    "ul",
    { class: "hit" },
    ...items,
    more > 0 ? el("li", {}, bi(`và ${number(more)} đơn nữa`, "more")) : null,
  );
  return el("div", { class: "scroll short", tabindex: 0, role: "region", "aria-label": label }, list);
}
