import assert from "node:assert/strict";
import { test } from "node:test";

import { linesOf, makeModel, styleOf } from "../../service/board/day/model.js";
import { noted } from "../../service/board/map/map_note.js";
import { searching, sorted, wanted } from "../../service/board/parts/stop_choice.js";
import { problem, view } from "./day.js";

test("a plan is joined with the names of its problem", () => {
  const model = makeModel(view(), problem());
  const [truck] = model.trucks;
  assert.equal(truck.name, "43C-001");
  assert.equal(truck.metres, 80_000);
  assert.equal(truck.cylinders, 12);
  assert.equal(truck.full, 12 / 20);
  assert.deepEqual(model.standing, { doubtful: 1, all: 3 });
  assert.equal(model.stops[0].facility.name, "Bệnh viện An");
  assert.deepEqual([...model.places.keys()], ["a", "b"]);
});

test("pauses belong to their trip, in the order of their times", () => {
  const [trip] = makeModel(view(), problem()).trucks[0].trips;
  assert.deepEqual(
    trip.pauses.map((pause) => pause.start_s),
    [20_500, 23_000],
  );
});

test("an emergency is acute where it is unserved, late or served in the last hour", () => {
  const acute = (margin) => {
    const plan = view();
    plan.plan.routes[0].trips[0].stops[0].margin_s = margin;
    return makeModel(plan, problem()).stops[0].acute;
  };
  assert.deepEqual([3599, 3600, -60, null].map(acute), [true, false, true, false]);
  assert.equal(makeModel(view(), problem()).unserved[0].acute, false);
});

test("empties with a price are never urgent, and have no due time", () => {
  const plan = view();
  Object.assign(plan.plan.routes[0].trips[0].stops[0], {
    delivered: {},
    collected: { "40L": 2 },
    margin_s: 60,
  });
  Object.assign(plan.plan.unserved[0], { deliver: {}, collect: { "40L": 2 } });
  const { stops, unserved } = makeModel(plan, problem());
  assert.deepEqual([stops[0].urgency, stops[0].due, stops[0].acute], ["ROUTINE", null, false]);
  assert.deepEqual([unserved[0].standing, unserved[0].due], [true, null]);
});

test("a plan that names what its problem lacks is refused, not shown in part", () => {
  const plan = view();
  plan.plan.routes[0].vehicle_id = "t9";
  assert.throws(() => makeModel(plan, problem()), /t9/u);
});

test("48 routes differ in colour or dash, and neighbours in dash", () => {
  const styles = Array.from({ length: 48 }, (_, number) => styleOf(number));
  assert.equal(new Set(styles).size, 48);
  const dash = (style) => style.split(" ")[1];
  for (let at = 1; at < 12; at += 1) assert.notEqual(dash(styles[at]), dash(styles[at - 1]));
});

test("lines are gathered by truck", () => {
  const line = (id, straight) => ({
    properties: { vehicle_id: id, straight },
    geometry: { coordinates: [[108, 15]] },
  });
  const lines = linesOf({ features: [line("t1", false), line("t2", true), line("t1", false)] });
  assert.deepEqual([lines.get("t1").length, lines.get("t2")[0].straight], [2, true]);
});

test("stops are chosen by words without accents, level, lateness and truck", () => {
  const { stops } = makeModel(view(), problem());
  const found = (wish, truck = null) =>
    stops.filter(wanted({ phrase: "", level: "", late: false, ...wish }, truck)).length;
  assert.equal(found({ phrase: searching("  BENH   vien an ") }), 1);
  assert.equal(found({ phrase: "binh" }), 0);
  assert.equal(found({ level: "URGENT" }), 0);
  assert.equal(found({ late: true }), 0);
  assert.equal(found({}, "t2"), 0);
});

test("columns sort up and down, what has no time last", () => {
  const { stops } = makeModel(view(), problem());
  const three = [
    { ...stops[0], due: null },
    { ...stops[0], due: 50 },
    { ...stops[0], due: 40 },
  ];
  assert.deepEqual(
    sorted(three, { key: "due", down: false }).map((stop) => stop.due),
    [40, 50, null],
  );
  assert.deepEqual(
    sorted(three, { key: "due", down: true }).map((stop) => stop.due),
    [null, 50, 40],
  );
  assert.equal(sorted(three, { key: null, down: false }), three);
});

test("the note tells of what is pointed at before what is chosen", () => {
  const model = makeModel(view(), problem());
  const lines = (selected) => noted(model, { pointed: null, truck: null, stop: null, ...selected }).length;
  assert.equal(lines({}), 0);
  assert.equal(lines({ truck: "t1" }), 3);
  assert.equal(lines({ truck: "t1", pointed: { depot: "k" } }), 2);
  assert.equal(lines({ stop: "ob#1" }), 3);
});
