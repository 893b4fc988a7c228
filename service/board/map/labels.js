/** Names on the map, the most important first, wherever they cover no other name. */

import { fill, svg } from "../base/dom.js";
import { short } from "../base/text.js";
import { screen } from "./camera.js";

const HEIGHT_PX = 15;
const BESIDE_PX = 11;
const SIGN_PX = 7;
const MOST = 60;
const LONGEST = 32;
const RANKS = { hospital: 1, hospital_central_or_military: 1, district_health_centre: 2 };
// Stations are named only where the map is close.
const FROM_SCALE = [0, 0, 0.004, 0.012];
const measure = document.createElement("canvas").getContext("2d");

/** Returns what may be named, in order of importance: depots, hospitals, centres, stations. */
export function namesOf(model, at) {
  const depots = model.problem.depots.map((depot) => nameOf(depot, 0, at));
  const places = [...model.places.values()].map(({ facility }) =>
    nameOf(facility, RANKS[facility.kind] ?? 3, at),
  );
  return [...depots, ...places].sort((a, b) => a.rank - b.rank);
}

/** Puts names beside their signs; the chosen place is named before all others. */
export function drawNames(group, names, view, chosen) {
  const seen = names
    .map((name) => ({ name, px: screen(view, ...name.at) }))
    .filter(({ px }) => inside(px, view));
  const signs = seen.map(({ px: [x, y] }) => [x - SIGN_PX, y - SIGN_PX, x + SIGN_PX, y + SIGN_PX]);
  const first = seen.filter(({ name }) => name.id === chosen);
  const taken = [];
  const shown = [];
  for (const { name, px } of [...first, ...seen.filter((one) => !first.includes(one))]) {
    const leads = name.id === chosen;
    const wanted = shown.length < MOST && (leads || view.scale >= FROM_SCALE[name.rank]);
    const label = { width: name.width, mayCover: leads || name.rank === 0 };
    const spot = wanted ? freeSpot(label, px, view, taken, signs) : null;
    if (!spot) continue;
    taken.push(spot.box);
    shown.push(textAt(name, spot));
  }
  fill(group, shown);
}

function nameOf(place, rank, at) {
  const name = short(place.name);
  const text = name.length > LONGEST ? `${name.slice(0, LONGEST - 1).trimEnd()}…` : name;
  measure.font = `${rank ? 500 : 700} 12px ${getComputedStyle(document.body).fontFamily}`;
  return { id: place.id, text, rank, width: measure.measureText(text).width, at: at(place) };
}

/** Tries right, left, below and above; a depot may cover signs, others keep clear of them, too. */
function freeSpot({ width, mayCover }, [x, y], view, taken, signs) {
  const tries = [
    [x + BESIDE_PX, y - HEIGHT_PX / 2],
    [x - BESIDE_PX - width, y - HEIGHT_PX / 2],
    [x - width / 2, y + BESIDE_PX],
    [x - width / 2, y - BESIDE_PX - HEIGHT_PX],
  ].map(([left, top]) => ({ left, top, box: [left - 2, top, left + width + 2, top + HEIGHT_PX] }));
  const open = tries.filter(({ box }) => whole(box, view) && !taken.some((other) => meets(box, other)));
  const clear = open.find(({ box }) => !signs.some((sign) => meets(box, sign)));
  return clear ?? (mayCover ? open[0] : null) ?? null;
}

function textAt({ rank, text }, { left, top }) {
  return svg(
    "text",
    { class: rank ? "name" : "name depot-name", x: left.toFixed(1), y: (top + 12).toFixed(1) },
    text,
  );
}

const inside = ([x, y], view) => x > 0 && y > 0 && x < view.width && y < view.height;
const whole = (box, view) => box[0] >= 0 && box[1] >= 0 && box[2] <= view.width && box[3] <= view.height;
const meets = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
