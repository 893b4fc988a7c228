// @ts-check
/** A bar of a round length that is right at the middle of the map. */

const LONGEST_PX = 110;
const STEPS = [5, 2, 1];

/**
 * Returns the longest round length that a number of pixels holds.
 *
 * @param {number} most in metres
 */
export function roundLength(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return (STEPS.find((step) => step * power <= most) ?? 1) * power;
}

/**
 * @param {HTMLElement} bar
 * @param {import("./camera.js").CameraView} view
 * @param {import("./projection.js").Projection} projection
 */
export function drawScale(bar, view, projection) {
  const ground = projection.groundAt(view.y) / view.scale;
  const metres = roundLength(LONGEST_PX * ground);
  bar.style.width = `${metres / ground}px`;
  const words = bar.firstElementChild;
  if (words) words.textContent = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
}
