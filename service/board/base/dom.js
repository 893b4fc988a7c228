// @ts-check
/** Finds elements of the shell, and makes those of SVG for the map. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined} Child */

/**
 * Returns the element with this id; the shell has it.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the shell lacks #${id}`);
  return found;
}

/**
 * Returns the field with this id.
 *
 * @param {string} id
 */
export const field = (id) => /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(id));

/**
 * Makes an SVG element; null and false are left out.
 *
 * @param {string} tag
 * @param {Record<string, string | number | null | false>} [attributes]
 * @param {...(Child | Child[])} children
 */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, String(value));
  }
  element.append(...present(children));
  return element;
}

/**
 * Puts children in place of what is there.
 *
 * @param {Element} parent
 * @param {...(Child | Child[])} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...present(children));
}

/** @param {Array<Child | Child[]>} children */
const present = (children) => children.flat().filter((child) => child !== null && child !== undefined);
