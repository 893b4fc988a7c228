/** Numbers, clocks and words as people in Viet Nam read them, Vietnamese first and English beside. */

import { el } from "./dom.js";

const whole = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 });
const DAYS = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

/** Shape and words of each urgency; the shape is the same on the map. */
export const URGENCY = {
  EMERGENCY: { vi: "cấp cứu", en: "emergency", mark: "▲", css: "emergency" },
  URGENT: { vi: "khẩn", en: "urgent", mark: "■", css: "urgent" },
  ROUTINE: { vi: "thường", en: "routine", mark: "●", css: "routine" },
};
export const LEVELS = Object.keys(URGENCY);

/** Returns Vietnamese with English beside it. */
export function bi(vi, en) {
  const both = document.createDocumentFragment();
  both.append(el("span", { class: "vi" }, vi), " ", el("span", { class: "en", lang: "en" }, en));
  return both;
}

/** Returns both languages in one text, for labels that hold no elements. */
export const both = (vi, en) => `${vi} / ${en}`;

/** Returns the mark and word of an urgency; it is loud where somebody must act. */
export function urgency(level, acute = false) {
  const { vi, en, mark, css } = URGENCY[level];
  const shape = el("span", { class: `mark ${css}${acute ? " acute" : ""}`, "aria-hidden": "true" }, mark);
  return el("span", { class: "level" }, shape, " ", bi(vi, en));
}

export const number = (value) => whole.format(value);
export const money = (vnd) => `${whole.format(vnd)} ₫`;
export const km = (metres) =>
  `${metres < 99_950 ? tenths.format(metres / 1000) : whole.format(metres / 1000)} km`;
export const percent = (part) => `${whole.format(100 * part)} %`;

/** Returns `07:05`, with the days that have passed since where it is not the plan's own day. */
export function clock(seconds) {
  if (seconds === null || seconds === undefined) return "–";
  const minutes = Math.floor(seconds / 60);
  const days = Math.floor(minutes / 1440);
  const left = minutes - days * 1440;
  const time = `${pad(Math.floor(left / 60))}:${pad(left % 60)}`;
  return days ? `${time}\u00a0(${days > 0 ? "+" : "−"}${Math.abs(days)}\u00a0ng.)` : time;
}

/** Returns `2 h 05` for a span, rounded up to the minute. */
export function span(seconds) {
  const minutes = Math.ceil(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)}`;
}

/** Returns `12 × 40L, 3 × 10L`, or a dash for nothing. */
export function counts(by) {
  const said = Object.entries(by).map(([type, count]) => `${number(count)}\u00a0×\u00a0${type}`);
  return said.join(", ") || "–";
}

export const total = (by) => Object.values(by).reduce((sum, count) => sum + count, 0);

/** Returns `Thứ Ba 24/11/2026`. */
export function dayName(date) {
  const [year, month, day] = date.split("-");
  return `${DAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]} ${day}/${month}/${year}`;
}

/** Returns `24/11 03:41` of a moment, in Viet Nam's time. */
export function moment(stamp) {
  const options = { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", hour: "2-digit" };
  return new Date(stamp).toLocaleString("en-GB", { ...options, minute: "2-digit" }).replace(",", "");
}

/** Returns a text as one types it in haste: no accents, no capitals, đ as d. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/gu, "d").toLowerCase();
}

/** Returns a facility's name as dispatchers shorten it. */
export function short(name) {
  return name
    .replace(/^Bệnh viện/iu, "BV")
    .replace(/^Trung tâm Y tế/iu, "TTYT")
    .replace(/^Trạm Y tế/iu, "TYT")
    .replace(/Đa khoa/giu, "ĐK")
    .replace(/khu vực/giu, "KV");
}

const pad = (value) => String(value).padStart(2, "0");
