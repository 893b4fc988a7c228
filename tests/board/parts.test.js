import assert from "node:assert/strict";
import { test } from "node:test";

import { render } from "preact-render-to-string";

import { html } from "../../service/board/base/html.js";
import { ApiError } from "../../service/board/day/api.js";
import { makeModel } from "../../service/board/day/model.js";
import { makeStore } from "../../service/board/day/store.js";
import { Assumed } from "../../service/board/parts/changes.js";
import { Differences } from "../../service/board/parts/delta.js";
import { DeltaTable } from "../../service/board/parts/delta_table.js";
import { Fault } from "../../service/board/parts/fault.js";
import { Figures } from "../../service/board/parts/figures.js";
import { Unserved } from "../../service/board/parts/unserved.js";
import { delta, problem, view } from "./day.js";

const never = () => assert.fail("nobody pressed");

function shown(component, state, props = {}) {
  const store = makeStore({ model: null, base: null, scenario: null, stop: null, ...state });
  return render(html`<${component} store=${store} ...${props} />`);
}

test("an unserved order stands with its reason, and says so where no remedy was found", () => {
  const markup = shown(Unserved, { model: makeModel(view(), problem()), stop: "ob#1" });
  assert.match(markup, /<tr role="row" class="chosen" data-stop="ob#1" data-facility="b">/u);
  assert.match(markup, /Out of stock/u);
  assert.match(markup, /none found/u);
  assert.match(markup, /<details open>/u);
  assert.equal(markup.match(/role="cell"/gu).length, 7);
});

test("without unserved orders the part says that all are served", () => {
  const plan = view();
  plan.plan.unserved = [];
  assert.match(shown(Unserved, { model: makeModel(plan, problem()) }), /✓ Mọi đơn đều được giao/u);
});

test("what would serve most comes first, with its steps and causes", () => {
  const plan = view();
  const text = (words) => ({ vi: words, en: words });
  plan.plan.shortfall = {
    text: text("two trucks would serve all"),
    first: text("read me first"),
    arrangement: {
      steps: [
        { text: text("one"), orders: 2 },
        { text: text("two"), orders: 1 },
      ],
    },
    groups: [{ code: "x", text: text("a cause"), part_ids: [] }],
    cut_short: true,
  };
  const markup = shown(Unserved, { model: makeModel(plan, problem()) });
  const places = [
    "read me first",
    "two trucks",
    "tried together",
    "Time ran out",
    "→ 2 orders",
    "a cause",
    "<table",
  ];
  const at = places.map((words) => markup.indexOf(words));
  assert.ok(
    at.every((place) => place > 0),
    String(at),
  );
  assert.deepEqual(
    [...at].sort((a, b) => a - b),
    at,
  );
});

test("only empties left standing are no trouble", () => {
  const plan = view();
  Object.assign(plan.plan.unserved[0], { deliver: {}, collect: { "40L": 2 } });
  plan.plan.shortfall = { text: { vi: "thiếu", en: "lacking" } };
  const markup = shown(Unserved, { model: makeModel(plan, problem()) });
  assert.match(markup, /only empties are left standing/u);
  assert.doesNotMatch(markup, /lacking/u);
});

test("figures ask for a look where something is wrong, and nowhere else", () => {
  const markup = shown(Figures, { model: makeModel(view(), problem()) });
  assert.match(markup, /<div class="figure looks" data-figure="unserved">/u);
  assert.equal(markup.match(/figure looks/gu).length, 1);
  assert.match(markup, /1\.234\.567 ₫/u);
  assert.doesNotMatch(markup, /data-figure="search"/u);
  const hasty = view();
  hasty.figures.search_quality = "short";
  assert.match(shown(Figures, { model: makeModel(hasty, problem()) }), /data-figure="search"/u);
});

test("figures before and after stand side by side; less delivered is worse, less cost is not", () => {
  const markup = render(html`<${DeltaTable} delta=${delta()} />`);
  const rows = markup.split("<tr>").slice(2);
  assert.equal(rows.length, 11);
  assert.match(rows[0], /<td class="count bad">▼ −3<\/td>/u);
  assert.match(rows[2], /<td class="count bad">▲ \+3<\/td>/u);
  assert.match(rows[1], /<td class="count">=<\/td>/u);
  assert.match(rows[7], /<td class="count">▼ −100\.000 ₫<\/td>/u);
});

test("a plan that delivers nothing has no cost of a cylinder", () => {
  const markup = render(html`<${DeltaTable} delta=${{ ...delta(), delivered_after: 0 }} />`);
  assert.match(markup.split("<tr>")[10], /<td class="count">–<\/td><td class="count">=<\/td>/u);
});

test("a scenario shows its answer, who is hit, and its plan; of another plan it shows nothing", () => {
  const base = makeModel(view(), problem());
  const scenario = {
    id: "scn-1",
    base_plan_id: "plan-1",
    plan_id: "plan-2",
    changes: { vehicle_down: ["t2"] },
    delta: delta(),
    hits: {
      edges: 1,
      legs: [{ vehicle_name: "43C-001", depart_s: 0, from_id: "k", to_id: "a", longer_s: null }],
    },
    answer: {
      mode: "today",
      lines: [{ vi: "Thiếu", en: "Short" }],
      better: { plan_id: "plan-3" },
      cut_off: [],
    },
  };
  const acts = { open: never, again: never };
  const markup = shown(Differences, { base, model: base, scenario }, acts);
  for (const words of [
    "mất xe t2",
    "Short",
    "no way left",
    "thêm 3 bình",
    'id="better-show"',
    'aria-pressed="false"',
  ]) {
    assert.ok(markup.includes(words), words);
  }
  assert.ok(markup.includes("changed orders"));
  const freely = { ...scenario, answer: { ...scenario.answer, mode: "planning" } };
  assert.ok(!shown(Differences, { base, model: base, scenario: freely }, acts).includes("changed orders"));
  assert.equal(shown(Differences, { base, scenario: { ...scenario, base_plan_id: "plan-9" } }, acts), "");
});

test("places that are cut off can be ticked as still reachable", () => {
  const base = makeModel(view(), problem());
  const place = { place_id: "a", name: "An", allowed: true, told: { vi: "gần", en: "near" } };
  const answer = {
    mode: "today",
    lines: [],
    better: null,
    cut_off: [place, { ...place, place_id: "b", allowed: false }],
  };
  const scenario = {
    id: "scn-1",
    base_plan_id: "plan-1",
    plan_id: "plan-2",
    changes: {},
    delta: delta(),
    answer,
  };
  const markup = shown(Differences, { base, scenario }, { open: never, again: never });
  assert.equal(markup.match(/name="still"/gu).length, 2);
  assert.equal(markup.match(/ checked/gu).length, 1);
  assert.ok(markup.includes('id="cut-off-go"'));
});

test("what is assumed is said in words, each change once", () => {
  const base = makeModel(view(), problem());
  const changes = {
    depot_down: ["k"],
    close_way: ["QL1"],
    close_edge: [["a", "b"]],
    close_area: [{ features: [{ properties: { name: "Ngập" } }, { properties: { name: "Ngập" } }] }],
    close_hours: "06:00-09:00",
    still_reachable: ["a"],
    permit: ["t1"],
    demand: 1.2,
  };
  const markup = render(html`<${Assumed} changes=${changes} base=${base} />`);
  assert.equal(markup.match(/; /gu).length, 7);
  for (const words of ["Kho", "QL1", "1 đoạn", "đóng vùng Ngập<", "06:00", "An", "43C-001", "120 %"]) {
    assert.ok(markup.includes(words), words);
  }
});

test("a refusal is told in both languages with its issues; texts are never markup", () => {
  const issue = {
    code: "x",
    path: "/orders/0",
    fault: { vi: "<b>sai</b>", en: "wrong" },
    remedy: { vi: "sửa", en: "mend" },
  };
  const error = new ApiError({ vi: "Không nhận", en: "Refused", issues: [issue] });
  const markup = render(html`<${Fault} error=${error} boxed=${true} />`);
  assert.match(markup, /role="alert"/u);
  assert.match(markup, /Refused/u);
  assert.match(markup, /&lt;b>sai/u);
  assert.match(markup, /mend/u);
  assert.match(render(html`<${Fault} error=${new TypeError("oops")} />`), /oops/u);
});
