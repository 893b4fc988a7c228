// @ts-check
/** A refusal in words, issue by issue. */

import { html } from "../base/html.js";
import { bi } from "../base/words.js";
import { ApiError } from "../day/api.js";

const MOST = 20;

/**
 * What went wrong; `boxed` as a box of its own, which is spoken at once.
 *
 * @param {{ error: unknown, boxed?: boolean }} props
 */
export function Fault({ error, boxed = false }) {
  const words =
    error instanceof ApiError ? html`<${Refusal} error=${error} />` : html`<${Failure} error=${error} />`;
  return boxed ? html`<div class="fault" role="alert">${words}</div>` : words;
}

/** @param {{ error: unknown }} props */
function Failure({ error }) {
  const message = error instanceof Error ? error.message : String(error);
  return html`<p>${bi("Trang gặp lỗi; hãy tải lại.", `The page failed; reload it. (${message})`)}</p>`;
}

/** @param {{ error: ApiError }} props */
function Refusal({ error: { vi, en, issues } }) {
  return html`
    <p>${bi(vi, en)}</p>
    ${issues.length > 0 && html`<ul>${issues.slice(0, MOST).map((issue) => html`<${Item} issue=${issue} />`)}</ul>`}
  `;
}

/** @param {{ issue: import("../types/shown.js").Issue }} props */
function Item({ issue: { code, path, fault, message, remedy } }) {
  const said = fault ?? message ?? { vi: code, en: code };
  return html`
    <li>
      ${path && html`<code>${path}</code>`}${" "}
      ${bi(said.vi, said.en)}
      ${remedy && [" → ", html`<span class="remedy">${bi(remedy.vi, remedy.en)}</span>`]}
    </li>
  `;
}
