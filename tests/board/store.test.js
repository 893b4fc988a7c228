import assert from "node:assert/strict";
import { test } from "node:test";

import { computed } from "../../service/board/base/html.js";
import { makeStore } from "../../service/board/day/store.js";

const initial = { date: "2026-12-01", truck: null, stop: null };

test("listeners hear of their keys alone, in the order in which they came, once a patch", () => {
  const store = makeStore(initial);
  const heard = [];
  store.on(["truck", "stop"], ({ truck, stop }) => heard.push(`first ${truck} ${stop}`));
  store.on(["truck"], ({ truck }) => heard.push(`second ${truck}`));
  store.set({ truck: "t1", stop: "s1" });
  store.set({ stop: "s2" });
  store.set({ date: "2026-12-02" });
  assert.deepEqual(heard, ["first t1 s1", "second t1", "first t1 s2"]);
});

test("what stays the same is not told", () => {
  const store = makeStore({ ...initial, truck: "t1" });
  store.on(["truck"], () => assert.fail("nothing changed"));
  store.set({ truck: "t1" });
});

test("a patch is whole before anything that follows sees it", () => {
  const store = makeStore(initial);
  const both = computed(() => `${store.signals.truck.value} ${store.signals.stop.value}`);
  const seen = [];
  both.subscribe((value) => seen.push(value));
  store.set({ truck: "t1", stop: "s1" });
  assert.deepEqual(seen, ["null null", "t1 s1"]);
  assert.equal(store.get().truck, store.signals.truck.value);
});
