/** A small day for the units: two clinics, two trucks, one order that no truck serves. */

const LEG = {
  origin_id: "k",
  destination_id: "a",
  depart_s: 21_600,
  arrive_s: 25_200,
  travel_s: 3600,
  length_m: 40_000,
};
const HOME = { ...LEG, origin_id: "a", destination_id: "k", depart_s: 27_000, arrive_s: 30_600 };

const place = (id, name) => ({
  id,
  name,
  name_en: "",
  commune: "",
  district: "",
  location: { lat: 15.5, lon: 108.4 },
});

/** Returns the problem, without its tables of travel. */
export const problem = () => ({
  date: "2026-12-01",
  roads: { file: "sample" },
  cylinder_types: [{ id: "40L", name: "40", full_g: 60_000, tare_g: 50_000, slots: 1, empty_vnd: 5000 }],
  facilities: [
    { ...place("a", "Bệnh viện An"), standing: "synthetic" },
    { ...place("b", "Trạm Y tế Bình"), standing: "own" },
  ],
  depots: [{ ...place("k", "Kho"), in_service: true, standing: "own" }],
  vehicles: [
    { id: "t1", name: "43C-001", payload_g: 1_200_000, slots: 24, profile: "truck" },
    { id: "t2", name: "", payload_g: 1_200_000, slots: 24, profile: "truck" },
  ],
  orders: [
    { id: "oa", facility_id: "a", urgency: "EMERGENCY", due_s: 28_800 },
    { id: "ob", facility_id: "b", urgency: "URGENT", due_s: 36_000 },
  ],
  travel: { profiles: {} },
});

/** Returns the plan's view: the emergency is served by the first truck, the other order is not. */
export const view = () => ({
  id: "plan-1",
  date: "2026-12-01",
  status: "published",
  revision: 2,
  problem_sha256: "abc",
  base_plan_id: null,
  objective_note: null,
  figures: {
    orders: 2,
    served: 1,
    cylinders: 15,
    cylinders_served: 12,
    unserved_by_urgency: { EMERGENCY: 0, URGENT: 3, ROUTINE: 0 },
    late_s_by_urgency: { EMERGENCY: 0, URGENT: 0, ROUTINE: 0 },
    cost_vnd: 1_234_567,
    waiting_vnd: 0,
    empties_left: { cylinders: 0, vnd: 0 },
    distance_m: 80_000,
    duration_s: 9000,
    trucks: 1,
    trips: 1,
    violations: 0,
    search_quality: "full",
  },
  plan: {
    routes: [{ vehicle_id: "t1", start_s: 21_600, end_s: 30_600, finish: HOME, trips: [trip()] }],
    unserved: [
      {
        part_id: "ob#1",
        order_id: "ob",
        facility_id: "b",
        urgency: "URGENT",
        deliver: { "40L": 3 },
        collect: {},
        explanation: { code: "no_stock", reason: { vi: "Hết hàng", en: "Out of stock" }, remedy_text: null },
      },
    ],
    shortfall: null,
  },
});

const trip = () => ({
  depot_id: "k",
  leg: null,
  begin_s: 20_000,
  end_s: 21_600,
  loaded: { "40L": 12 },
  rests: [{ start_s: 20_500, end_s: 21_000, kind: "meal" }],
  stops: [
    {
      part_id: "oa",
      order_id: "oa",
      facility_id: "a",
      leg: { ...LEG, breaks: [{ start_s: 23_000, end_s: 23_900 }] },
      begin_s: 25_500,
      end_s: 27_000,
      delivered: { "40L": 12 },
      collected: { "40L": 12 },
      aboard: { full: {}, empty: { "40L": 12 } },
      late_s: 0,
      margin_s: 3300,
    },
  ],
});

/** Returns the differences that the loss of the second order makes. */
export const delta = () => ({
  before: { unserved: [0, 0, 0], late_s: [0, 0, 0], cost_vnd: 1_000_000 },
  after: { unserved: [0, 3, 0], late_s: [0, 60, 0], cost_vnd: 900_000 },
  trucks_before: 2,
  trucks_after: 1,
  length_before_m: 120_000,
  length_after_m: 80_000,
  delivered_before: 15,
  delivered_after: 12,
  shifted: 0,
  orders: [
    {
      order_id: "ob",
      facility_id: "b",
      vehicles_before: ["t2"],
      vehicles_after: [],
      begin_before_s: 30_000,
      begin_after_s: null,
      late_before_s: 0,
      late_after_s: 0,
      unserved_before: 0,
      unserved_after: 3,
    },
  ],
});
