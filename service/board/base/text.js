// @ts-check
/** Numbers, clocks and names as people in Viet Nam read them. */

/** @typedef {import("../types/shown.js").Level} Level */

const whole = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
/** @type {Intl.DateTimeFormatOptions} */
const MOMENT = {
  timeZone: "Asia/Ho_Chi_Minh",
  day: "2-digit",
  month: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
};
const DAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

/**
 * Shape and words of each urgency; the shape is the same on the map.
 *
 * @type {Record<Level, { vi: string, en: string, mark: string, css: string }>}
 */
export const URGENCY = {
  EMERGENCY: { vi: "cấp cứu", en: "emergency", mark: "▲", css: "emergency" },
  URGENT: { vi: "khẩn", en: "urgent", mark: "■", css: "urgent" },
  ROUTINE: { vi: "thường", en: "routine", mark: "●", css: "routine" },
};
export const LEVELS = /** @type {Level[]} */ (Object.keys(URGENCY));

/**
 * Returns both languages in one text, for labels that hold no elements.
 *
 * @param {string} vi
 * @param {string} en
 */
export const both = (vi, en) => `${vi} / ${en}`;

/** @param {number} value */
export const number = (value) => whole.format(value);
/** @param {number} vnd */
export const money = (vnd) => `${whole.format(vnd)} ₫`;
/** @param {number} metres */
export const km = (metres) =>
  `${metres < 99_950 ? tenths.format(metres / 1000) : whole.format(metres / 1000)} km`;
/** @param {number} part */
export const percent = (part) => `${whole.format(100 * part)} %`;

/**
 * Returns `07:05`, with the days that have passed since where it is not the plan's own day.
 *
 * @param {number | null | undefined} seconds
 */
export function clock(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / 1440);
  const left = minutes - days * 1440;
  const time = `${pad(Math.floor(left / 60))}:${pad(left % 60)}`;
  return days ? `${time}\u00a0(${days > 0 ? "+" : "−"}${Math.abs(days)}\u00a0ng.)` : time;
}

/**
 * Returns `2 h 05` for a span, rounded up to the minute.
 *
 * @param {number} seconds
 */
export function span(seconds) {
  const minutes = Math.ceil(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)}`;
}

/**
 * Returns `12 × 40L, 3 × 10L`, or a dash for nothing.
 *
 * @param {Record<string, number>} by
 */
export function counts(by) {
  const said = Object.entries(by).map(([type, count]) => `${number(count)}\u00a0×\u00a0${type}`);
  return said.join(", ") || "–";
}

/** @param {Record<string, number>} by */
export const total = (by) => Object.values(by).reduce((sum, count) => sum + count, 0);

/**
 * Returns `Thứ Ba 24/11/2026`.
 *
 * @param {string} date
 */
export function dayName(date) {
  const [year, month, day] = date.split("-");
  return `${DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]} ${day}/${month}/${year}`;
}

/**
 * Returns `24/11 03:41` of a moment, in Viet Nam's time.
 *
 * @param {string} stamp
 */
export function moment(stamp) {
  return new Date(stamp).toLocaleString("en-GB", MOMENT).replace(",", "");
}

/**
 * Returns a text as one types it in haste: no accents, no capitals, đ as d.
 *
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/gu, "d").toLowerCase();
}

/**
 * Returns a facility's name as dispatchers shorten it.
 *
 * @param {string} name
 */
export function short(name) {
  return name
    .replace(/^Bệnh viện/iu, "BV")
    .replace(/^Trung tâm Y tế/iu, "TTYT")
    .replace(/^Trạm Y tế/iu, "TYT")
    .replace(/Đa khoa/giu, "ĐK")
    .replace(/khu vực/giu, "KV");
}

/** @param {number} value */
const pad = (value) => String(value).padStart(2, "0");
