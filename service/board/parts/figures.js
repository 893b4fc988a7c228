/** The day in figures, each with its word, so that none is told by colour alone. */

import { byId, el, fill } from "../base/dom.js";
import { bi, km, LEVELS, money, number, span, total, URGENCY } from "../base/text.js";

/** Shows the figures of a plan. */
export function showFigures({ view, stops }) {
  const { figures } = view;
  const late = stops.filter((stop) => stop.late > 0);
  const lateS = total(figures.late_s_by_urgency);
  const missing = total(figures.unserved_by_urgency);
  fill(
    byId("figures"),
    figure(
      "orders",
      ["Đơn giao được", "Orders served"],
      `${number(figures.served)} / ${number(figures.orders)}`,
      [share(figures.served, figures.orders)],
    ),
    figure(
      "cylinders",
      ["Bình giao", "Cylinders"],
      `${number(figures.cylinders_served)} / ${number(figures.cylinders)}`,
    ),
    figure(
      "unserved",
      ["Bình chưa giao", "Cylinders unserved"],
      number(missing),
      LEVELS.map((level) => levelCount(level, figures)),
      missing > 0,
    ),
    figure(
      "late",
      ["Điểm trễ", "Late stops"],
      number(late.length),
      [lateS ? bi(`quá giờ cạn ${span(lateS)}`, "past stock-out") : bi("kịp giờ", "all in time")],
      late.length > 0,
    ),
    figure("trucks", ["Xe", "Trucks"], number(figures.trucks), [
      bi(`${number(figures.trips)} chuyến`, "trips"),
    ]),
    figure("distance", ["Quãng đường", "Distance"], km(figures.distance_m), [
      bi(`${span(figures.duration_s)} làm việc`, "of work"),
    ]),
    figure("cost", ["Chi phí", "Cost"], money(figures.cost_vnd), costNotes(view)),
    searched(figures.search_quality),
    figure(
      "violations",
      ["Vi phạm", "Violations"],
      number(figures.violations),
      [
        figures.violations
          ? bi("không công bố được", "cannot be published")
          : bi("đã kiểm, hợp lệ", "checked, valid"),
      ],
      figures.violations > 0,
    ),
  );
}

/** What is in the cost and nobody pays today, and under which objective the plan was made. */
function costNotes({ figures, objective_note: note }) {
  const { empties_left: left, waiting_vnd: waiting } = figures;
  return [
    waiting ? bi(`gồm giá chờ của đơn gấp ${money(waiting)}`, "waiting of urgent orders") : null,
    left?.cylinders
      ? bi(`gồm ${number(left.cylinders)} bình rỗng để lại ${money(left.vnd)}`, "empties left standing")
      : null,
    note ? bi(note.vi, note.en) : null,
  ].filter(Boolean);
}

function figure(id, [vi, en], value, notes = [], look = false) {
  const flag = look
    ? el("span", { class: "look" }, el("span", { "aria-hidden": "true" }, "! "), bi("cần xem", "look"))
    : null;
  return el(
    "div",
    { class: look ? "figure looks" : "figure", "data-figure": id },
    el("dt", {}, bi(vi, en)),
    el("dd", { class: "value" }, el("span", { class: "number" }, value), flag && " ", flag),
    notes.length
      ? el("dd", { class: "notes" }, ...notes.map((note) => el("span", { class: "note" }, note)))
      : null,
  );
}

/** A plan behind which hardly any search stands says so; one made by hand has none to tell of. */
function searched(quality) {
  if (!quality || quality === "full") return null;
  const value = quality === "none" ? bi("chưa có", "none") : bi("quá ít", "short");
  return figure(
    "search",
    ["Tối ưu", "Search"],
    value,
    [bi("hãy tối ưu lâu hơn trước khi dùng", "search longer before use")],
    true,
  );
}

function share(part, all) {
  if (part === all) return bi("giao hết", "all delivered");
  return bi(`còn ${number(all - part)} đơn`, "left");
}

function levelCount(level, figures) {
  const { mark, css, vi, en } = URGENCY[level];
  const shape = el("span", { class: `mark ${css}`, "aria-hidden": "true" }, mark);
  const node = el("span", {}, shape, ` ${number(figures.unserved_by_urgency[level])} `, bi(vi, en));
  node.dataset.level = level;
  return node;
}
