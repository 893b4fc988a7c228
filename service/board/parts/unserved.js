/** Orders that no truck serves: what would serve most of them, the causes, and each with its reason. */

import { byId, el, fill } from "../base/dom.js";
import { bi, clock, counts, LEVELS, urgency } from "../base/text.js";

/** Shows the unserved orders, the most urgent first. */
export function makeUnserved(state) {
  const box = byId("unserved");
  state.on(["model"], ({ model }) => model && fill(box, content(model, state)));
  state.on(["model", "stop"], ({ stop }) => {
    for (const row of box.querySelectorAll("[data-stop]"))
      row.classList.toggle("chosen", row.dataset.stop === stop);
  });
}

/** So many orders are shown at once; more are folded under the causes. */
const OPEN = 8;

function content({ unserved, view }, state) {
  if (!unserved.length) {
    return el("p", { class: "good" }, bi("✓ Mọi đơn đều được giao.", "Every order is served."));
  }
  const rows = [...unserved].sort((a, b) => LEVELS.indexOf(a.urgency) - LEVELS.indexOf(b.urgency));
  const heads = [
    ["Cơ sở", "Facility"],
    ["Mức khẩn", "Urgency"],
    ["Cần giao", "To deliver"],
    ["Cần thu", "To collect"],
    ["Cạn lúc", "Stock-out"],
    ["Vì sao", "Why"],
    ["Cách khắc phục", "Remedy"],
  ];
  const head = el(
    "tr",
    { role: "row" },
    ...heads.map(([vi, en]) => el("th", { scope: "col", role: "columnheader" }, bi(vi, en))),
  );
  const table = el(
    "table",
    { class: "cards", role: "table", "aria-labelledby": "unserved-title" },
    el("thead", { role: "rowgroup" }, head),
    el("tbody", { role: "rowgroup" }, ...rows.map((item) => row(item, state))),
  );
  const all = el(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "unserved-title" },
    table,
  );
  const label = el("summary", {}, bi(`Từng đơn (${rows.length})`, `Each order (${rows.length})`));
  const details = el("details", rows.length > OPEN ? {} : { open: true }, label, all);
  if (unserved.every((item) => item.standing)) return [onlyEmptiesNote(), details];
  return [view.plan.shortfall ? shortfall(view.plan.shortfall) : null, details];
}

function onlyEmptiesNote() {
  const words = bi(
    "✓ Mọi bình đầy đều được giao; chỉ còn bình rỗng để lại.",
    "All full cylinders arrive; only empties are left standing.",
  );
  return el("p", { class: "good" }, words);
}

/** Returns the sentence that is read first, its steps, and the causes. */
function shortfall({ text, first, arrangement, groups, cut_short }) {
  const steps = arrangement?.steps ?? [];
  const tried = arrangement
    ? el("small", { class: "good" }, bi("✓ đã thử cùng lúc", "tried together"))
    : null;
  const short = bi("Hết thời gian trước khi thử hết các cách.", "Time ran out before all was tried.");
  const step = ({ text: what, orders }) =>
    el("li", {}, para(what), " ", bi(`→ ${orders} đơn`, `→ ${orders} orders`));
  return el(
    "div",
    { class: "shortfall" },
    first ? el("p", { class: "first" }, para(first)) : null,
    el("p", { class: "arrangement" }, el("strong", {}, para(text)), " ", tried),
    cut_short ? el("p", {}, short) : null,
    steps.length > 1 ? el("ol", { class: "steps" }, ...steps.map(step)) : null,
    el("ul", { class: "causes" }, ...groups.map((group) => el("li", {}, para(group.text)))),
  );
}

function row(item, state) {
  const { facility, explanation } = item;
  const cell = (label, ...children) => el("td", { role: "cell", "data-label": label }, ...children);
  const choose = () => state.set({ stop: state.get().stop === item.id ? null : item.id });
  const name = el("button", { type: "button", class: "link", onclick: choose }, facility.name);
  return el(
    "tr",
    { role: "row", "data-stop": item.id, "data-facility": facility.id },
    cell("Cơ sở", name, item.id === item.order.id ? null : el("small", {}, item.id)),
    cell("Mức khẩn", urgency(item.urgency)),
    cell("Cần giao", counts(item.deliver)),
    cell("Cần thu", counts(item.collect)),
    cell("Cạn lúc", clock(item.due)),
    cell("Vì sao", explanation ? para(explanation.reason) : bi("chưa rõ", "unknown")),
    cell(
      "Cách khắc phục",
      explanation?.remedy_text ? remedy(explanation) : bi("chưa tìm thấy cách nào", "none found"),
    ),
  );
}

function remedy({ remedy_text, verified }) {
  return [
    para(remedy_text),
    verified ? el("small", { class: "good" }, bi("✓ đã thử", "tried and works")) : null,
  ];
}

const para = ({ vi, en }) => el("span", { class: "pair" }, bi(vi, en));
