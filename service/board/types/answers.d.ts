/**
 * The answers of the server that `/openapi.json` leaves open.
 * `tests/service/page/test_types.py` compares them with real ones.
 */

import type {
  ChangesAsked,
  OperationView,
  Plan,
  PlanView,
  PlanWithBody,
  Problem,
  ScenarioView,
  Text,
} from "./api.js";

export type Level = "EMERGENCY" | "URGENT" | "ROUTINE";
/** Numbers of cylinders by type. */
export type Counts = Record<string, number>;
export type ByLevel = Record<Level, number>;

export interface Figures {
  engine: string | null;
  seed: number | null;
  seconds: number | null;
  orders: number;
  served: number;
  cylinders: number;
  cylinders_served: number;
  unserved_by_urgency: ByLevel;
  unserved_orders_by_urgency: ByLevel;
  late_s_by_urgency: ByLevel;
  cost_vnd: number;
  waiting_vnd: number;
  empties_left: { cylinders: number; vnd: number } | null;
  objective_format: number;
  distance_m: number;
  duration_s: number;
  driving_s: number;
  trucks: number;
  trips: number;
  top_ups: { offered: number; taken: number; taken_later_vnd: number };
  violations: number;
  search_quality: "full" | "short" | "none" | null;
  problem_sha256: string;
}

/** A stored plan, as the list of a day has it. */
export interface Listed extends Omit<PlanView, "figures" | "status"> {
  figures: Figures;
  status: Status;
}

export type Status = "published" | "draft" | "superseded" | "scenario";

/** A plan with its routes. */
export interface View extends Omit<PlanWithBody, "figures" | "plan" | "status"> {
  figures: Figures;
  plan: Plan;
  status: Status;
}

/** A problem without its tables of travel. */
export interface Day extends Omit<Problem, "travel"> {
  travel: { profiles: Record<string, { bans: string[]; without: string }> };
}

/** What was measured of a plan, in the order of urgency. */
export interface Objective {
  unserved: [number, number, number];
  late_s: [number, number, number];
  cost_vnd: number;
}

export interface ChangedOrder {
  order_id: string;
  facility_id: string;
  vehicles_before: string[];
  vehicles_after: string[];
  begin_before_s: number | null;
  begin_after_s: number | null;
  late_before_s: number;
  late_after_s: number;
  unserved_before: number;
  unserved_after: number;
}

export interface Delta {
  before: Objective;
  after: Objective;
  trucks_before: number;
  trucks_after: number;
  length_before_m: number;
  length_after_m: number;
  orders: ChangedOrder[];
  delivered_before: number;
  delivered_after: number;
  shifted: number;
}

export interface CutOff {
  place_id: string;
  name: string;
  is_depot: boolean;
  area: string;
  open_road_m: number;
  road: string;
  lat: number;
  lon: number;
  orders: number;
  cylinders: number;
  allowed: boolean;
  told: Text;
}

export interface Answer {
  mode: "today" | "planning";
  searched: boolean;
  lines: Text[];
  moved: number;
  per_cylinder_before_vnd: number | null;
  per_cylinder_after_vnd: number | null;
  better: { plan_id?: string | null } | null;
  cut_off: CutOff[];
}

export interface LegHit {
  vehicle_id: string;
  vehicle_name: string;
  trip: number;
  from_id: string;
  to_id: string;
  depart_s: number;
  longer_s: number | null;
  longer_m: number | null;
}

export interface Hits {
  edges: number;
  legs: LegHit[];
}

export interface Scenario extends Omit<ScenarioView, "changes" | "figures" | "delta" | "hits" | "answer"> {
  changes: Changes;
  figures: Figures | null;
  delta: Delta | null;
  hits?: Hits | null;
  answer?: Answer | null;
}

export interface Changes extends Omit<ChangesAsked, "close_area"> {
  close_area?: Shape[];
}

/** GeoJSON that somebody gave; what is in it is read with care. */
export interface Shape {
  type?: string;
  properties?: { name?: string } | null;
  features?: Shape[];
  geometry?: Shape | null;
  coordinates?: unknown;
  crs?: unknown;
}

export interface Operation extends Omit<OperationView, "progress" | "error"> {
  progress: {
    elapsed_s?: number;
    seconds?: number;
    stopping?: boolean;
    best?: { unserved: number[]; late_s: number[]; cost_vnd: number } | null;
  };
  error: { code: string; message: Text; issues?: Issue[] } | null;
}

export interface Issue {
  code: string;
  path?: string;
  fault?: Text;
  message?: Text;
  remedy?: Text | null;
}

export interface RunSheet {
  depot_name: string;
  trips: number;
  loaded: Counts;
  empties_back: Counts;
  href: string;
}
