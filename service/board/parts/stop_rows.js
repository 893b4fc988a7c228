// @ts-check
/** The columns and rows of the table of stops; on a phone each row becomes a card with its labels. */

import { byId } from "../base/dom.js";
import { html, useLayoutEffect, useRef } from "../base/html.js";
import { clock, counts, number, total } from "../base/text.js";
import { bi, urgency } from "../base/words.js";
import { Swatch } from "./swatch.js";

/** @typedef {import("../types/shown.js").Store} Store */
/** @typedef {import("../types/shown.js").ShownStop} ShownStop */
/** @typedef {import("../base/html.js").Content} Content */

/** Rows nearer to the edge of the box than this are brought into its view. */
const EDGE_PX = 60;

/**
 * Each column: its words, and what it shows of a stop; its key is also what it sorts by.
 *
 * @type {Array<{ key: string, vi: string, en: string, css?: string, show: (stop: ShownStop) => Content }>}
 */
const COLUMNS = [
  { key: "number", vi: "Thứ tự", en: "No.", css: "count", show: (stop) => number(stop.number) },
  { key: "truck", vi: "Xe", en: "Truck", show: (stop) => truckCell(stop) },
  { key: "facility", vi: "Cơ sở", en: "Facility", css: "facility", show: () => null },
  { key: "arrive", vi: "Đến", en: "Arrive", css: "time", show: (stop) => clock(stop.arrive) },
  { key: "begin", vi: "Bắt đầu", en: "Begin", css: "time", show: (stop) => clock(stop.begin) },
  { key: "delivered", vi: "Giao đầy", en: "Full", show: (stop) => counts(stop.delivered) },
  { key: "collected", vi: "Thu rỗng", en: "Empty", show: (stop) => counts(stop.collected) },
  { key: "urgency", vi: "Mức khẩn", en: "Urgency", show: (stop) => urgency(stop.urgency, stop.acute) },
  { key: "due", vi: "Cạn lúc", en: "Stock-out", css: "time", show: (stop) => clock(stop.due) },
  { key: "margin", vi: "Còn trước khi cạn", en: "Margin", css: "time", show: (stop) => marginCell(stop) },
  { key: "late", vi: "Trễ", en: "Late", show: (stop) => lateCell(stop) },
  { key: "aboard", vi: "Trên xe khi rời", en: "Aboard after", show: (stop) => aboardCell(stop) },
];

/**
 * The head; `turn` is called with the key of the column to sort by.
 *
 * @param {{ sort: import("./stop_choice.js").Sort, turn: (key: string) => void }} props
 */
export function Head({ sort, turn }) {
  const [way, sign] = sort.down ? ["descending", "▼"] : ["ascending", "▲"];
  const cells = COLUMNS.map(({ key, vi, en }) => {
    const by = sort.key === key;
    return html`
      <th scope="col" role="columnheader" aria-sort=${by ? way : "none"}>
        <button type="button" data-sort=${key} onClick=${() => turn(key)}>
          ${bi(vi, en)}<span aria-hidden="true" class="arrow">${by ? sign : ""}</span>
        </button>
      </th>
    `;
  });
  return html`<thead role="rowgroup"><tr role="row">${cells}</tr></thead>`;
}

/**
 * The row of a stop; its facility is the button that selects it.
 *
 * @param {{ stop: ShownStop, store: Store }} props
 */
export function Stop({ stop, store }) {
  const { id, truck, facility, late } = stop;
  const chosen = store.signals.stop.value === id;
  const row = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (chosen && row.current) keepInView(byId("stops-scroll"), row.current);
  }, [chosen, stop]);
  const choose = () => store.set({ truck: truck.id, stop: chosen ? null : id });
  const cells = COLUMNS.map(({ key, vi, show, css }) => {
    const content = key === "facility" ? facilityCell(stop, chosen, choose) : show(stop);
    return html`<td role="cell" class=${css ? `of-${key} ${css}` : `of-${key}`} data-label=${vi}>${content}</td>`;
  });
  const classes = [late ? "late" : "", chosen ? "chosen" : ""].filter(Boolean).join(" ");
  return html`
    <tr
      ref=${row}
      role="row"
      class=${classes || null}
      data-stop=${id}
      data-truck=${truck.id}
      data-facility=${facility.id}
    >
      ${cells}
    </tr>
  `;
}

/**
 * The row that opens a trip: where and when the truck loads, when it is back, and when the driver pauses.
 *
 * @param {{ trip: import("../types/shown.js").ShownTrip }} props
 */
export function Trip({ trip: { truck, number: trip, depot, begin, end, loaded, back, home, pauses } }) {
  const to = home.id === depot.id ? "" : `${home.name} `;
  return html`
    <tr role="row" class="trip">
      <th scope="rowgroup" role="rowheader" colspan=${COLUMNS.length}>
        <${Swatch} line=${truck.style} /><strong>${truck.name}</strong>${" · "}${bi(`chuyến ${trip}`, `trip ${trip}`)}
        ${` · ${depot.name} ${clock(begin)}–${clock(end)}: ${counts(loaded)} · `}
        ${bi(`về ${to}${clock(back.arrive_s)}`, "back")}
        ${
          // A line of their own, as the row may be wider than the screen.
          pauses.length > 0 &&
          html`<div>${pauses.map((pause, at) => [at > 0 && " · ", shownPause(pause)])}</div>`
        }
      </th>
    </tr>
  `;
}

/** @param {import("../types/api.js").Break} pause */
function shownPause({ start_s: start, end_s: end, kind }) {
  const name = kind === "meal" ? bi("nghỉ ăn", "meal") : bi("nghỉ lái xe", "driving break");
  return html`<span class="pause">${`${clock(start)}–${clock(end)} `}${name}</span>`;
}

/** @param {ShownStop} stop */
const truckCell = ({ truck, trip }) =>
  html`<span class="truck-cell"><${Swatch} line=${truck.style} />${`${truck.name} · ${trip}`}</span>`;

/**
 * @param {ShownStop} stop
 * @param {boolean} chosen
 * @param {() => void} choose
 */
function facilityCell({ facility, order, id }, chosen, choose) {
  const where = [facility.commune, facility.district].filter(Boolean).join(", ");
  const below = [where, id === order.id ? "" : id].filter(Boolean).join(" · ");
  return html`
    <button type="button" class="link" aria-pressed=${String(chosen)} onClick=${choose}>${facility.name}</button>
    <small>${below}</small>
  `;
}

/** @param {ShownStop} stop */
function lateCell({ late }) {
  if (!late) return bi("không", "no");
  return html`<strong class="bad">${bi(`trễ ${number(Math.ceil(late / 60))} ph`, "late")}</strong>`;
}

/**
 * How long before the stock-out unloading begins, in whole minutes; a late stop has less than nothing.
 *
 * @param {ShownStop} stop
 */
function marginCell({ margin }) {
  if (margin === null) return "–";
  const minutes = Math.floor(Math.abs(margin) / 60);
  return `${margin < 0 ? "−" : ""}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** @param {ShownStop} stop */
function aboardCell({ aboard: { full, empty } }) {
  const words = bi(`${number(total(full))} đầy, ${number(total(empty))} rỗng`, "full, empty");
  return html`<span title=${`${counts(full)} | ${counts(empty)}`}>${words}</span>`;
}

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} row
 */
function keepInView(box, row) {
  const gap = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (gap < EDGE_PX || gap > box.clientHeight - EDGE_PX) box.scrollTop += gap - box.clientHeight / 3;
}
