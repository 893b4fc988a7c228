// @ts-check
/** A plan's status in words. */

/** @type {Record<import("../types/shown.js").Status, [string, string]>} */
const STATUS = {
  published: ["đã công bố", "published"],
  draft: ["bản nháp", "draft"],
  superseded: ["đã thay", "superseded"],
  scenario: ["giả định", "what if"],
};

/**
 * Returns a plan's status in both languages.
 *
 * @param {{ status: import("../types/shown.js").Status, revision: number }} plan
 * @returns {[string, string]}
 */
export function statusWords({ status, revision }) {
  const [vi, en] = STATUS[status];
  return revision ? [`${vi} · bản ${revision}`, `${en} · revision ${revision}`] : [vi, en];
}
