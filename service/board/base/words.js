// @ts-check
/** Words in both languages, each marked with its own, and what is written with them. */

import { html } from "./html.js";
import { URGENCY } from "./text.js";

/** @typedef {import("./html.js").Content} Content */

/**
 * Returns Vietnamese with English beside it.
 *
 * @param {string} vi
 * @param {string} en
 * @returns {Content}
 */
export const bi = (vi, en) => html`<span class="vi">${vi}</span> <span class="en" lang="en">${en}</span>`;

/**
 * Returns a text of the server in both languages.
 *
 * @param {import("../types/api.js").Text} text
 */
export const text = ({ vi, en }) => bi(vi, en);

/**
 * Returns a text of the server as a pair, which a table shows one below the other.
 *
 * @param {import("../types/api.js").Text} text
 */
export const pair = ({ vi, en }) => html`<span class="pair">${bi(vi, en)}</span>`;

/**
 * Returns the mark and word of an urgency; it is loud where somebody must act.
 *
 * @param {import("../types/shown.js").Level} level
 */
export function urgency(level, acute = false) {
  const { vi, en } = URGENCY[level];
  return html`<span class="level">${mark(level, acute)} ${bi(vi, en)}</span>`;
}

/**
 * Returns the mark of an urgency.
 *
 * @param {import("../types/shown.js").Level} level
 */
export function mark(level, acute = false) {
  const { mark: shape, css } = URGENCY[level];
  return html`<span class=${`mark ${css}${acute ? " acute" : ""}`} aria-hidden="true">${shape}</span>`;
}
