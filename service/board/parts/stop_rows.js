/** The columns and rows of the table of stops; on a phone each row becomes a card with its labels. */

import { el } from "../base/dom.js";
import { bi, clock, counts, LEVELS, number, total, urgency } from "../base/text.js";
import { swatch } from "../map/symbols.js";

/** Each column: its words, what it sorts by, and what it shows. */
export const COLUMNS = [
  {
    key: "number",
    vi: "Thứ tự",
    en: "No.",
    value: (stop) => stop.number,
    show: (stop) => number(stop.number),
    css: "count",
  },
  { key: "truck", vi: "Xe", en: "Truck", value: (stop) => stop.truck.name, show: truckCell },
  {
    key: "facility",
    vi: "Cơ sở",
    en: "Facility",
    value: (stop) => stop.facility.name,
    show: null,
    css: "facility",
  },
  {
    key: "arrive",
    vi: "Đến",
    en: "Arrive",
    value: (stop) => stop.arrive,
    show: (stop) => clock(stop.arrive),
    css: "time",
  },
  {
    key: "begin",
    vi: "Bắt đầu",
    en: "Begin",
    value: (stop) => stop.begin,
    show: (stop) => clock(stop.begin),
    css: "time",
  },
  {
    key: "delivered",
    vi: "Giao đầy",
    en: "Full",
    value: (stop) => total(stop.delivered),
    show: (stop) => counts(stop.delivered),
  },
  {
    key: "collected",
    vi: "Thu rỗng",
    en: "Empty",
    value: (stop) => total(stop.collected),
    show: (stop) => counts(stop.collected),
  },
  {
    key: "urgency",
    vi: "Mức khẩn",
    en: "Urgency",
    value: (stop) => LEVELS.indexOf(stop.urgency),
    show: (stop) => urgency(stop.urgency, stop.acute),
  },
  {
    key: "due",
    vi: "Cạn lúc",
    en: "Stock-out",
    value: (stop) => stop.due ?? Infinity,
    show: (stop) => clock(stop.due),
    css: "time",
  },
  {
    key: "margin",
    vi: "Còn trước khi cạn",
    en: "Margin",
    value: (stop) => stop.margin ?? Infinity,
    show: marginCell,
    css: "time",
  },
  { key: "late", vi: "Trễ", en: "Late", value: (stop) => stop.late, show: lateCell },
  {
    key: "aboard",
    vi: "Trên xe khi rời",
    en: "Aboard after",
    value: (stop) => total(stop.aboard.full),
    show: aboardCell,
  },
];

/** Returns the head; `turn` is called with the key of the column to sort by. */
export function headRow({ sort, down }, turn) {
  const cells = COLUMNS.map(({ key, vi, en }) => {
    const [way, sign] = down ? ["descending", "▼"] : ["ascending", "▲"];
    const arrow = el("span", { "aria-hidden": "true", class: "arrow" }, sort === key ? sign : "");
    const button = el(
      "button",
      { type: "button", "data-sort": key, onclick: () => turn(key) },
      bi(vi, en),
      arrow,
    );
    return el("th", { scope: "col", role: "columnheader", "aria-sort": sort === key ? way : "none" }, button);
  });
  return el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, ...cells));
}

/** Returns the row of a stop; its facility is the button that selects it. */
export function stopRow(stop, choose) {
  const cells = COLUMNS.map(({ key, vi, show, css }) => {
    const content = key === "facility" ? facilityCell(stop, choose) : show(stop);
    return el("td", { role: "cell", class: `of-${key}${css ? ` ${css}` : ""}`, "data-label": vi }, content);
  });
  const told = {
    role: "row",
    "data-stop": stop.id,
    "data-truck": stop.truck.id,
    "data-facility": stop.facility.id,
  };
  return el("tr", { ...told, class: stop.late ? "late" : null }, ...cells);
}

/** Returns the row that opens a trip: where and when the truck loads, when it is back, and when the driver pauses. */
export function tripRow({ truck, number: trip, depot, begin, end, loaded, back, home, pauses }) {
  const words = el(
    "th",
    { scope: "rowgroup", role: "rowheader", colspan: COLUMNS.length },
    swatch(truck.style),
    el("strong", {}, truck.name),
    " · ",
    bi(`chuyến ${trip}`, `trip ${trip}`),
    ` · ${depot.name} ${clock(begin)}–${clock(end)}: ${counts(loaded)} · `,
    bi(`về ${home.id === depot.id ? "" : `${home.name} `}${clock(back.arrive_s)}`, "back"),
    // A line of their own, as the row may be wider than the screen.
    pauses.length
      ? el("div", {}, ...pauses.flatMap((pause, at) => [at ? " · " : "", pauseShown(pause)]))
      : null,
  );
  return el("tr", { role: "row", class: "trip" }, words);
}

function pauseShown({ start_s: start, end_s: end, kind }) {
  const name = kind === "meal" ? bi("nghỉ ăn", "meal") : bi("nghỉ lái xe", "driving break");
  return el("span", { class: "pause" }, `${clock(start)}–${clock(end)} `, name);
}

function truckCell({ truck, trip }) {
  return el("span", { class: "truck-cell" }, swatch(truck.style), `${truck.name} · ${trip}`);
}

function facilityCell(stop, choose) {
  const { facility, order, id } = stop;
  const where = [facility.commune, facility.district].filter(Boolean).join(", ");
  return [
    el(
      "button",
      { type: "button", class: "link", "aria-pressed": "false", onclick: () => choose(stop) },
      facility.name,
    ),
    el("small", {}, [where, id === order.id ? "" : id].filter(Boolean).join(" · ")),
  ];
}

function lateCell({ late }) {
  return late
    ? el("strong", { class: "bad" }, bi(`trễ ${number(Math.ceil(late / 60))} ph`, "late"))
    : bi("không", "no");
}

/** How long before the stock-out unloading begins, in whole minutes; a late stop has less than nothing. */
function marginCell({ margin }) {
  if (margin === null) return "–";
  const minutes = Math.floor(Math.abs(margin) / 60);
  return `${margin < 0 ? "−" : ""}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

function aboardCell({ aboard }) {
  const full = total(aboard.full);
  const empty = total(aboard.empty);
  const title = `${counts(aboard.full)} | ${counts(aboard.empty)}`;
  return el("span", { title }, bi(`${number(full)} đầy, ${number(empty)} rỗng`, "full, empty"));
}
