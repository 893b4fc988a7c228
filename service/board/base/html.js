// @ts-check
/** Markup in templates: `html` makes elements that preact draws, and draws again when a signal that they read changes. */

import htm from "../vendor/htm.js";
import { h, render } from "../vendor/preact.js";

export { useEffect, useLayoutEffect, useRef } from "../vendor/hooks.js";
// Loading them is also what makes components follow the signals that they read.
export { batch, computed, signal, useSignal } from "../vendor/signals.js";

/** What a component or a template makes. */
/** @typedef {import("../vendor/preact.js").ComponentChildren} Content */

export const html = htm.bind(h);

/**
 * Draws a component into a place of the shell.
 *
 * @param {Content} content
 * @param {Element} place
 */
export const mount = (content, place) => render(content, place);
