/**
 * What `/v1` takes and gives, made from `/openapi.json` and the schemas of problem and plan.
 * `python -m service.board_types` writes this file. Do not edit it.
 */

export interface AreaClosed {
  kind: "area_closed";
  name: string;
  polygon: Array<Array<Array<number>>>;
  hours?: Array<Array<number>>;
}

export interface Arrangement {
  changes: Array<DepotDown | VehicleDown | DemandTimes | WaysClosed | AreaClosed | EdgesClosed | StillReachable | RoadOpened | LaterClosing | MoreStock | LargerTruck | SkillAdded | LongerShift | EarlierShift | SecondDriver | PermitGranted | TruckAdded | Together>;
  text: Text;
  part_ids: Array<string>;
  steps: Array<Step>;
}

export interface BanArea {
  code: string;
  name: string;
  name_en?: string;
  polygons: Array<Array<Array<Array<number>>>>;
}

export interface Break {
  start_s: number;
  end_s: number;
  kind?: "driving" | "meal";
}

export interface CauseGroup {
  code: string;
  text: Text;
  part_ids: Array<string>;
}

export interface ChangesAsked {
  depot_down?: Array<string>;
  vehicle_down?: Array<string>;
  close_way?: Array<string>;
  close_area?: Array<Record<string, unknown>>;
  close_edge?: Array<Array<string>>;
  close_hours?: string;
  still_reachable?: Array<string>;
  permit?: Array<string>;
  demand?: number | null;
}

export interface Cost {
  fixed_vnd?: number;
  distance_vnd?: number;
  time_vnd?: number;
  overtime_vnd?: number;
  waiting_vnd?: number;
  moved_vnd?: number;
}

export interface CylinderType {
  id: string;
  name: string;
  full_g: number;
  tare_g: number;
  gas_l?: number;
  slots?: number;
  empty_vnd?: number | null;
}

export interface DemandTimes {
  kind: "demand_times";
  percent: number;
  facility_ids?: Array<string>;
}

export interface Depot {
  id: string;
  name: string;
  location: Location;
  name_en?: string;
  supplier_id?: string;
  open?: Array<Array<number>>;
  stock?: Record<string, number> | null;
  bays?: number | null;
  load_fixed_s?: number;
  load_s_per_cylinder?: number;
  in_service?: boolean;
  standing?: "own" | "sourced" | "computed" | "estimate" | "synthetic";
}

export interface DepotDown {
  kind: "depot_down";
  depot_id: string;
}

export interface DriverRules {
  max_driving_s?: number | null;
  max_continuous_driving_s?: number | null;
  break_s?: number;
  meals?: Meals | null;
}

export interface EarlierShift {
  kind: "earlier_shift";
  vehicle_id: string;
  by_s: number;
}

export interface EdgesClosed {
  kind: "edges_closed";
  pairs: Array<Array<string>>;
  hours?: Array<Array<number>>;
}

export interface Explanation {
  code: string;
  reason: Text;
  remedy?: DepotDown | VehicleDown | DemandTimes | WaysClosed | AreaClosed | EdgesClosed | StillReachable | RoadOpened | LaterClosing | MoreStock | LargerTruck | SkillAdded | LongerShift | EarlierShift | SecondDriver | PermitGranted | TruckAdded | Together | null;
  remedy_text?: Text | null;
  verified?: boolean;
}

export interface Facility {
  id: string;
  name: string;
  location: Location;
  name_en?: string;
  kind?: "hospital" | "hospital_central_or_military" | "district_health_centre" | "commune_station" | "clinic" | "maternity" | "other";
  receiving?: Array<Array<number>>;
  unload_fixed_s?: number;
  unload_s_per_cylinder?: number;
  skills?: Array<string>;
  parent_id?: string;
  province?: string;
  district?: string;
  commune?: string;
  standing?: "own" | "sourced" | "computed" | "estimate" | "synthetic";
}

export interface HealthView {
  status: string;
  version: string;
}

export interface InsertionListView {
  plan_id: string;
  problem_sha256: string;
  order_id: string;
  insertions: Array<Record<string, unknown>>;
}

export interface InsertionRequest {
  order_id: string;
  most?: number;
  problem_sha256?: string | null;
}

export interface JudgedView {
  violations: Array<Record<string, unknown>>;
  figures: Record<string, unknown>;
  plan: Record<string, unknown>;
  plan_id?: string | null;
}

export interface KeptStop {
  vehicle_id: string;
  begin_s: number;
}

export interface LargerTruck {
  kind: "larger_truck";
  vehicle_id: string;
  payload_g: number;
  slots: number;
}

export interface LaterClosing {
  kind: "later_closing";
  order_id: string;
  by_s: number;
}

export interface Leg {
  origin_id: string;
  destination_id: string;
  depart_s: number;
  arrive_s: number;
  travel_s: number;
  length_m: number;
  breaks?: Array<Break>;
  rests?: Array<Break>;
}

export interface Load {
  full?: Record<string, number>;
  empty?: Record<string, number>;
}

export interface Location {
  lat: number;
  lon: number;
}

export interface LocksAsked {
  routes?: Array<string>;
  vehicles?: Array<string>;
  stops?: Array<string>;
  departed?: Record<string, number>;
}

export interface LongerShift {
  kind: "longer_shift";
  vehicle_id: string;
  by_s: number;
}

export interface Meals {
  length_s: number;
  within_work_s?: number | null;
  windows?: Array<Array<number>>;
}

export type Mode = "today" | "planning";

export interface MoreStock {
  kind: "more_stock";
  depot_id: string;
  type_id: string;
  count: number;
}

export interface Objective {
  unserved?: Array<number>;
  late_s?: Array<number>;
  cost_vnd?: number;
}

export interface OperationView {
  id: string;
  kind: string;
  state: string;
  progress: Record<string, unknown>;
  plan_id: string | null;
  scenario_id: string | null;
  error: Record<string, unknown> | null;
  attempts: number;
  created_at: string;
  updated_at: string;
  links: Record<string, string>;
}

export interface Order {
  id: string;
  facility_id: string;
  deliver?: Record<string, number>;
  collect?: Record<string, number>;
  urgency?: "EMERGENCY" | "URGENT" | "ROUTINE";
  due_s?: number | null;
  windows?: Array<Array<number>>;
  skills?: Array<string>;
  release_s?: number | null;
  prize_vnd?: number | null;
  part_of?: string;
}

export interface PermitGranted {
  kind: "permit_granted";
  vehicle_id: string;
}

export interface Pin {
  vehicle_id: string;
  trips?: Array<TourTrip>;
  order_ids?: Array<string>;
  closed?: boolean;
}

export interface PlaceListView {
  problem_sha256: string;
  date: string;
  places: Array<Record<string, unknown>>;
}

export interface Plan {
  format: {
    name: "oxyroute-plan";
    version: 3;
  };
  problem_sha256: string;
  routes: Array<Route>;
  unserved?: Array<Unserved>;
  objective: Objective;
  parameters?: Record<string, string>;
  shortfall?: Shortfall | null;
}

export interface PlanListView {
  plans: Array<PlanView>;
}

export interface PlanRequest {
  engine?: string;
  seconds?: number;
  iterations?: number | null;
  seed?: number;
  problem_sha256?: string | null;
  date?: string | null;
  start_plan_id?: string | null;
  stay_close?: boolean;
  locks?: LocksAsked | null;
}

export interface PlanView {
  id: string;
  problem_sha256: string;
  date: string;
  status: string;
  revision: number;
  base_plan_id: string | null;
  figures: Record<string, unknown>;
  objective_note: Record<string, string> | null;
  created_at: string;
  published_at: string | null;
  links: Record<string, string>;
}

export interface PlanWithBody {
  id: string;
  problem_sha256: string;
  date: string;
  status: string;
  revision: number;
  base_plan_id: string | null;
  figures: Record<string, unknown>;
  objective_note: Record<string, string> | null;
  created_at: string;
  published_at: string | null;
  links: Record<string, string>;
  day_revision: number;
  problem_current: boolean;
  plan: Record<string, unknown>;
}

export interface Problem {
  format: {
    name: "oxyroute-problem";
    version: 3;
  };
  date: string;
  name?: string;
  cylinder_types: Array<CylinderType>;
  suppliers?: Array<Supplier>;
  facilities: Array<Facility>;
  depots: Array<Depot>;
  vehicles: Array<Vehicle>;
  orders: Array<Order>;
  travel: {
    place_ids: Array<string>;
    profiles: Record<string, {
      duration_s: Array<Array<number>>;
      length_m: Array<Array<number>>;
    } | {
      by_hour: {
        start_s: Array<number>;
        period: Array<number>;
        free: Array<number>;
        always: Array<number>;
        duration_s: Array<Array<Array<number>> | {
          like: number;
          rows: Record<string, Array<number>>;
        }>;
        length_m: Array<Array<Array<number>> | {
          like: number;
          rows: Record<string, Array<number>>;
        }>;
        bans: Array<string>;
        without: string;
      };
    }>;
  };
  roads?: RoadRecord;
  notes?: Record<string, string>;
  pins?: Array<Pin>;
  stay?: Stay | null;
  waiting_vnd_per_hour?: Array<number>;
}

export interface ProblemView {
  sha256: string;
  date: string;
  name: string;
  kind: string;
  created_at: string;
  links: Record<string, string>;
}

export interface PublishRequest {
  accept?: Array<"problem_not_current">;
}

export interface Rates {
  fixed_vnd?: number;
  per_km_vnd?: number;
  per_hour_vnd?: number;
  overtime_per_hour_vnd?: number;
}

export interface RoadOpened {
  kind: "road_opened";
  origin_id: string;
  destination_id: string;
  duration_s: number;
  length_m: number;
}

export interface RoadProfile {
  id: string;
  kind: string;
  bans?: Array<string>;
}

export interface RoadRecord {
  file?: string;
  sha256?: string;
  server?: string;
  snap_limit_m?: number | null;
  closures?: Array<WaysClosed | AreaClosed | EdgesClosed>;
  still_reachable?: Array<string>;
  bans?: Array<TruckBan>;
  speed_profile?: Array<SpeedFactor>;
  truck_kinds?: Array<TruckKind>;
  profiles?: Array<RoadProfile>;
}

export interface Route {
  vehicle_id: string;
  trips: Array<Trip>;
  finish: Leg;
  rests?: Array<Break>;
  start_s: number;
  end_s: number;
  cost: Cost;
}

export interface RunSheetListView {
  date: string;
  revision: number;
  run_sheets: Array<Record<string, unknown>>;
}

export interface RunSheetView {
  revision: number;
  date: string;
  depot_id: string;
  depot_name: string;
  problem_sha256: string;
  trips: Array<Record<string, unknown>>;
  returns: Array<Record<string, unknown>>;
  loaded: Record<string, number>;
  empties_back: Record<string, number>;
  synthetic: boolean;
}

export interface ScenarioRequest {
  engine?: string;
  seconds?: number;
  iterations?: number | null;
  seed?: number;
  base: string;
  changes: ChangesAsked;
  mode?: Mode;
}

export interface ScenarioView {
  id: string;
  base_plan_id: string;
  changes: Record<string, unknown>;
  plan_id: string | null;
  figures: Record<string, unknown> | null;
  delta: Record<string, unknown> | null;
  hits?: Record<string, unknown> | null;
  answer?: Record<string, unknown> | null;
  created_at: string;
  links: Record<string, string>;
}

export interface ScheduleView {
  id: string;
  problem_sha256: string;
  date: string;
  status: string;
  revision: number;
  base_plan_id: string | null;
  figures: Record<string, unknown>;
  objective_note: Record<string, string> | null;
  created_at: string;
  published_at: string | null;
  links: Record<string, string>;
  run_sheets: Record<string, string>;
  plan: Record<string, unknown>;
}

export interface SecondDriver {
  kind: "second_driver";
  vehicle_id: string;
}

export interface Shift {
  start_s: number;
  end_s: number;
  max_overtime_s?: number;
  max_duration_s?: number | null;
}

export interface Shortfall {
  text: Text;
  arrangement?: Arrangement | null;
  groups?: Array<CauseGroup>;
  first?: Text | null;
  cut_short?: boolean;
}

export interface SkillAdded {
  kind: "skill_added";
  vehicle_id: string;
  skill: string;
}

export interface SpeedFactor {
  highway: string;
  from_s: number;
  until_s: number;
  factor: number;
}

export interface Stay {
  stops?: Record<string, KeptStop>;
  truck_vnd?: number;
  time_vnd?: number;
  within_s?: number;
}

export interface Step {
  text: Text;
  orders: number;
}

export interface StillReachable {
  kind: "still_reachable";
  place_ids: Array<string>;
}

export interface Stop {
  order_id: string;
  part_id: string;
  facility_id: string;
  leg: Leg;
  rests?: Array<Break>;
  begin_s: number;
  end_s: number;
  delivered: Record<string, number>;
  collected: Record<string, number>;
  aboard: Load;
  late_s?: number;
  margin_s?: number | null;
}

export interface Supplier {
  id: string;
  name: string;
}

export interface Text {
  vi: string;
  en: string;
}

export interface Together {
  kind: "together";
  changes: Array<RoadOpened | LaterClosing | MoreStock | LargerTruck | SkillAdded | LongerShift | EarlierShift | SecondDriver | PermitGranted | TruckAdded>;
}

export interface TopUpRequest {
  order_ids: Array<string>;
  share_percent?: number;
}

export interface TopUpView {
  sha256: string;
  date: string;
  name: string;
  kind: string;
  created_at: string;
  links: Record<string, string>;
  prize_vnd: Record<string, number>;
}

export interface TourTrip {
  depot_id: string;
  order_ids: Array<string>;
  appointment_s?: number | null;
}

export interface ToursRequest {
  problem_sha256: string;
  tours: Array<Record<string, unknown>>;
  keep?: boolean;
}

export interface Trip {
  depot_id: string;
  leg?: Leg | null;
  rests?: Array<Break>;
  begin_s: number;
  end_s: number;
  loaded: Record<string, number>;
  stops: Array<Stop>;
  appointment_s?: number | null;
}

export interface TruckAdded {
  kind: "truck_added";
  like_vehicle_id: string;
  new_id: string;
}

export interface TruckBan {
  id: string;
  name: string;
  area: BanArea;
  over_kg?: number;
  up_to_kg?: number | null;
  closed: Array<Array<number>>;
  days: Array<number>;
  first?: string;
  last?: string;
}

export interface TruckKind {
  id: string;
  gross_t?: number | null;
  axle_load_t?: number | null;
  height_m?: number | null;
  width_m?: number | null;
  length_m?: number | null;
  axles?: number | null;
  hgv?: boolean;
  turns_about?: boolean;
  speed_cap_kmh?: number | null;
  maxspeed_factor?: number | null;
}

export interface Unserved {
  order_id: string;
  part_id: string;
  facility_id: string;
  urgency: "EMERGENCY" | "URGENT" | "ROUTINE";
  deliver: Record<string, number>;
  collect: Record<string, number>;
  explanation?: Explanation | null;
  cylinders?: number | null;
}

export interface Vehicle {
  id: string;
  name?: string;
  profile?: string;
  payload_g: number;
  slots: number;
  start_depot_id: string;
  end_depot_id: string;
  shift: Shift;
  rules?: DriverRules;
  rates?: Rates;
  skills?: Array<string>;
  load_depot_ids?: Array<string> | null;
  max_trips?: number | null;
  registered_g?: number | null;
  permits?: Array<string>;
}

export interface VehicleDown {
  kind: "vehicle_down";
  vehicle_id: string;
}

export interface WaysClosed {
  kind: "ways_closed";
  way_ids: Array<string>;
  hours?: Array<Array<number>>;
}

export interface WhyView {
  plan_id: string;
  order_id: string;
  parts: Array<Record<string, unknown>>;
}
