// @ts-check
/** Speaks to /v1 of the same host and turns every refusal into one kind of error. */

import { both } from "../base/text.js";

/** @typedef {import("../types/shown.js").Issue} Issue */

/** A refusal in both languages, with the issues that the server names. */
export class ApiError extends Error {
  /**
   * @param {{ status?: number, code?: string, vi: string, en: string, issues?: Issue[] }} refusal
   * @param {ErrorOptions} [options]
   */
  constructor({ status = 0, code = "", vi, en, issues = [] }, options) {
    super(both(vi, en), options);
    this.status = status;
    this.code = code;
    this.vi = vi;
    this.en = en;
    this.issues = issues;
  }
}

/**
 * Returns what stands at an address; the caller says what that is.
 *
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
export const get = (path) => call(path, { headers: { Accept: "application/json" } });

/**
 * Posts JSON; a key makes it safe to send the same wish twice.
 *
 * @template T
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<T>}
 */
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

// How many answers the page waits for, told on <html>: whoever drives the page from outside knows when it has come to rest.
let awaited = 0;

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function call(path, options) {
  waitFor(1);
  try {
    return await ask(path, options);
  } finally {
    // What the answer brings is shown first.
    setTimeout(() => waitFor(-1));
  }
}

/** @param {number} more */
function waitFor(more) {
  awaited += more;
  document.documentElement.dataset.awaited = String(awaited);
}

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function ask(path, options) {
  const answer = await reached(path, options);
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

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function reached(path, options) {
  try {
    return await fetch(path, { credentials: "same-origin", ...options });
  } catch (cause) {
    const unreachable = {
      code: "unreachable",
      vi: "Không nối được với máy chủ; kiểm tra mạng rồi thử lại.",
      en: "The server cannot be reached; check the network and try again.",
    };
    throw new ApiError(unreachable, { cause });
  }
}
