// @ts-check
/** A truck's line as it is drawn on the map. */

import { html } from "../base/html.js";

/** @param {{ line: string }} props */
export function Swatch({ line }) {
  return html`
    <svg class="swatch" viewBox="0 0 44 12" width="44" height="12" aria-hidden="true">
      <path class=${`route ${line}`} d="M2,6H42" />
    </svg>
  `;
}
