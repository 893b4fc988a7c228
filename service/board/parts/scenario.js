/** What if: asks for a plan of a changed copy of the day, and shows how it differs. */

import { byId, el, fill } from "../base/dom.js";
import { bi, number } from "../base/text.js";
import { get, newKey, post, told } from "../day/api.js";
import { shapesOf } from "./area_form.js";
import { showDelta } from "./delta.js";
import { follow } from "./operation.js";

/** Makes the box; `open` shows a plan with or without its scenario. */
export function makeScenario(state, { open, finished }) {
  byId("what-if-form").addEventListener("submit", (event) => {
    event.preventDefault();
    ask(state, finished);
  });
  byId("what-if-trucks").addEventListener("change", countLost);
  byId("what-if-permits").addEventListener("change", countPermits);
  let listed = "";
  state.on(["base"], ({ base }) => {
    if (!base || listed === base.view.problem_sha256) return;
    listed = base.view.problem_sha256;
    fill(
      byId("what-if-depots"),
      base.problem.depots.map((depot) => choice("depot", depot)),
    );
    fill(
      byId("what-if-trucks"),
      base.problem.vehicles.map((vehicle) => choice("vehicle", vehicle)),
    );
    countLost();
    showPermits(base.problem);
  });
  const again = (changes, mode) => send(state, { changes, mode }, finished);
  state.on(["scenario", "base", "model"], (now) => showDelta(byId("delta"), now, { open, again }));
}

/** Returns a scenario that is done, with its differences. */
export const loadScenario = (id) => get(`/v1/scenarios/${id}`);

function choice(kind, { id, name }) {
  const box = el("input", { type: "checkbox", name: kind, value: id });
  return el("label", { class: "choice" }, box, el("span", {}, name || id));
}

const chosen = (kind) =>
  [...byId("what-if-form").querySelectorAll(`[name=${kind}]:checked`)].map((box) => box.value);

function countLost() {
  const count = chosen("vehicle").length;
  byId("what-if-lost").textContent = count ? `(${number(count)})` : "";
}

/** Trucks that a ban binds can get a permit; where there are none the part stays away. */
function showPermits({ vehicles, travel }) {
  const bound = vehicles.filter((vehicle) => travel.profiles[vehicle.profile]?.without);
  byId("permit-part").hidden = !bound.length;
  fill(
    byId("what-if-permits"),
    bound.map((vehicle) => choice("permit", vehicle)),
  );
  countPermits();
}

function countPermits() {
  const count = chosen("permit").length;
  byId("permit-count").textContent = count ? `(${number(count)})` : "";
}

async function ask(state, finished) {
  const fault = byId("what-if-fault");
  const changes = asked(state);
  fault.hidden = Boolean(changes);
  if (!changes) {
    fill(
      fault,
      bi(
        "Hãy chọn một kho, một xe, một vùng đóng, một giấy phép hoặc đổi nhu cầu.",
        "Choose a depot, a truck, an area or a permit, or change the demand.",
      ),
    );
    return;
  }
  await send(state, { changes, mode: byId("what-if-mode").value }, finished);
}

/** Asks the server, and shows the answer once it is there. */
async function send(state, wanted, finished) {
  const { base, date } = state.get();
  const go = byId("what-if-go");
  const box = byId("what-if-progress");
  go.disabled = true;
  try {
    const wish = { base: base.view.id, ...wanted, seconds: Number(byId("what-if-seconds").value) };
    const done = await follow(box, await post("/v1/scenarios", wish, { "Idempotency-Key": newKey() }));
    if (done?.scenario_id && state.get().date === date) await finished(done.scenario_id);
  } catch (error) {
    fill(box, el("div", { class: "fault", role: "alert" }, told(error)));
  }
  go.disabled = false;
}

/** Returns the changes that the form asks for, null where it asks for none. */
function asked(state) {
  const percent = Number(byId("what-if-demand").value);
  const lists = {
    depot_down: chosen("depot"),
    vehicle_down: chosen("vehicle"),
    permit: chosen("permit"),
    close_area: shapesOf(state.get()),
  };
  if (!Object.values(lists).some((list) => list.length) && percent === 100) return null;
  const changes = { ...lists };
  if (lists.close_area.length) changes.close_hours = closeHours();
  if (percent !== 100) changes.demand = percent / 100;
  return changes;
}

/** Returns when areas are closed, as the server reads it; empty for all day. */
function closeHours() {
  const from = byId("close-from").value;
  const until = byId("close-until").value;
  return from || until ? `${from || "00:00"}-${until || "24:00"}` : "";
}
