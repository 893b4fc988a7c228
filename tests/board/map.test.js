import assert from "node:assert/strict";
import { test } from "node:test";
import { daysAfter, readAddress } from "../../service/board/day/address.js";
import { webZoom } from "../../service/board/map/camera.js";
import { boxOf, meets, pathOf, projectionAt } from "../../service/board/map/projection.js";
import { roundLength } from "../../service/board/map/scale.js";

test("the plane leads back to the ground, to a tenth of a metre", () => {
  const projection = projectionAt({ lon: 108.2, lat: 16 });
  assert.deepEqual(projection.plane(108.2, 16), [0, 0]);
  const [x, y] = projection.plane(107.5, 15.25);
  assert.ok(x < 0 && y > 0);
  assert.deepEqual(projection.ground(x, y), [107.5, 15.25]);
});

test("a path goes from point to point in metres", () => {
  const projection = projectionAt({ lon: 108, lat: 16 });
  assert.match(
    pathOf(
      [
        [108, 16],
        [108.001, 16],
      ],
      projection,
    ),
    /^M0\.0,0\.0L111\.3,0\.0$/u,
  );
});

test("boxes hold their points and meet at an edge", () => {
  assert.deepEqual(
    boxOf([
      [1, 5],
      [-2, 7],
    ]),
    [-2, 5, 1, 7],
  );
  assert.ok(meets([0, 0, 1, 1], [1, 1, 2, 2]));
  assert.ok(!meets([0, 0, 1, 1], [2, 0, 3, 1]));
});

test("zooms of web maps come in steps of two, no coarser than the view", () => {
  assert.equal(webZoom({ scale: 256 / (2 * Math.PI * 6_378_137) }, 1), 0);
  assert.equal(webZoom({ scale: 0.01 }, 1), 12);
  assert.equal(webZoom({ scale: 0.01 }, 8), 14);
  assert.equal(webZoom({ scale: 99 }, 2), 20);
});

test("the scale has a round length", () => {
  assert.deepEqual([999, 1000, 2400, 5000, 0.7].map(roundLength), [500, 1000, 2000, 5000, 0.5]);
});

test("an address names day, plan and scenario; what it does not name well counts as not named", () => {
  const plan = "plan-0123456789abcdef";
  const asked = readAddress(`?date=2026-12-01&plan=${plan}&scenario=scn-x`);
  assert.deepEqual(asked, { date: "2026-12-01", planId: plan, scenarioId: null });
  assert.match(readAddress("?date=1/12").date, /^\d{4}-\d{2}-\d{2}$/u);
});

test("days are counted over the ends of months", () => {
  assert.equal(daysAfter("2026-11-30", 1), "2026-12-01");
  assert.equal(daysAfter("2028-03-01", -1), "2028-02-29");
});
