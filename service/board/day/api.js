/** Speaks to /v1 of the same host and turns every refusal into one kind of error. */

import { el } from "../base/dom.js";
import { bi, both } from "../base/text.js";

/** A refusal in both languages, with the issues that the server names. */
export class ApiError extends Error {
  constructor({ status = 0, code = "", vi, en, issues = [] }, options = {}) {
    super(both(vi, en), options);
    Object.assign(this, { status, code, vi, en, issues });
  }
}

export const get = (path) => call(path, { headers: { Accept: "application/json" } });

/** Posts JSON; a key makes it safe to send the same wish twice. */
export function post(path, body, headers = {}) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const said = { Accept: "application/json", "Content-Type": "application/json", ...headers };
  return call(path, { method: "POST", headers: said, ...sent });
}

/** Returns a random key; randomUUID is missing where the page is served without TLS. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns an error in words, issue by issue. */
export function told(error) {
  if (!(error instanceof ApiError)) {
    return el("p", {}, bi("Trang gặp lỗi; hãy tải lại.", `The page failed; reload it. (${error.message})`));
  }
  const issues = error.issues.slice(0, 20).map(issueItem);
  return el("div", {}, el("p", {}, bi(error.vi, error.en)), issues.length ? el("ul", {}, ...issues) : null);
}

function issueItem(issue) {
  const fault = issue.fault ?? issue.message ?? { vi: issue.code, en: issue.code };
  const where = issue.path ? el("code", {}, issue.path) : null;
  const remedy = issue.remedy ? el("span", { class: "remedy" }, bi(issue.remedy.vi, issue.remedy.en)) : null;
  return el("li", {}, where, " ", bi(fault.vi, fault.en), remedy && " → ", remedy);
}

// How many answers the page waits for, told on <html>: whoever drives the page from outside knows when it has come to rest.
let awaited = 0;

async function call(path, options) {
  waitFor(1);
  try {
    return await ask(path, options);
  } finally {
    // What the answer brings is shown first.
    setTimeout(() => waitFor(-1));
  }
}

function waitFor(more) {
  awaited += more;
  document.documentElement.dataset.awaited = awaited;
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch (cause) {
    const unreachable = {
      code: "unreachable",
      vi: "Không nối được với máy chủ; kiểm tra mạng rồi thử lại.",
      en: "The server cannot be reached; check the network and try again.",
    };
    throw new ApiError(unreachable, { cause });
  }
  const body = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body;
  throw new ApiError({
    status: answer.status,
    code: body?.code ?? "",
    vi: body?.detail ?? `Máy chủ trả lời ${answer.status}`,
    en: body?.detail_en ?? `The server answered ${answer.status}`,
    issues: body?.issues ?? [],
  });
}
