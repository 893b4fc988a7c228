/** What the page shows: a plan joined with its problem, and the state of the page. */

import type { ReadonlySignal } from "../vendor/signals.js";
import type { Counts, Day, Level, Listed, Scenario, Shape, View } from "./answers.js";
import type {
  Break,
  CylinderType,
  Depot,
  Explanation,
  Facility,
  Leg,
  Location,
  Order,
  Route,
  Vehicle,
} from "./api.js";

export type * from "./answers.js";

/** An area asked for: its name, and its GeoJSON. */
export interface Area {
  name: string;
  shape: Shape;
  drawn?: boolean;
}

/** A truck's day with its name and the style of its line. */
export interface Truck {
  id: string;
  name: string;
  vehicle: Vehicle;
  route: Route;
  style: string;
  trips: ShownTrip[];
  stops: ShownStop[];
  metres: number;
  cylinders: number;
  full: number;
  late: number;
}

export interface ShownTrip {
  truck: Truck;
  number: number;
  depot: Depot;
  stops: ShownStop[];
  begin: number;
  end: number;
  loaded: Counts;
  back: Leg;
  home: Depot;
  pauses: Break[];
}

export interface ShownStop {
  id: string;
  truck: Truck;
  trip: number;
  number: number;
  order: Order;
  facility: Facility;
  urgency: Level;
  acute: boolean;
  arrive: number;
  begin: number;
  end: number;
  due: number | null;
  margin: number | null;
  late: number;
  delivered: Counts;
  collected: Counts;
  aboard: { full: Counts; empty: Counts };
}

export interface ShownUnserved {
  id: string;
  order: Order;
  facility: Facility;
  due: number | null;
  standing: boolean;
  urgency: Level;
  acute: boolean;
  deliver: Counts;
  collect: Counts;
  explanation: Explanation | null;
}

export interface Place {
  facility: Facility;
  stops: ShownStop[];
  unserved: ShownUnserved[];
  urgency: Level;
}

export interface Names {
  facility: Map<string, Facility>;
  depot: Map<string, Depot>;
  vehicle: Map<string, Vehicle>;
  order: Map<string, Order>;
  type: Map<string, CylinderType>;
}

/** A plan joined with its problem. */
export interface Model {
  view: View;
  problem: Day;
  names: Names;
  trucks: Truck[];
  stops: ShownStop[];
  unserved: ShownUnserved[];
  places: Map<string, Place>;
  standing: { doubtful: number; all: number };
}

export type Point = [number, number];
/** The drawn lines of each truck, by its id. */
export type Lines = Map<string, Array<{ points: Point[]; straight: boolean }>>;

export interface Roads {
  features: Array<{
    properties: { class?: string; closed?: boolean };
    geometry: { coordinates: Point[][] };
  }>;
}

/** What the mouse or the keyboard points at. */
export interface Pointed {
  place?: string | null;
  depot?: string | null;
  truck?: string | null;
}

/** What the address asks for. */
export interface Asked {
  date: string;
  planId: string | null;
  scenarioId: string | null;
}

export interface State extends Asked {
  plans: Listed[];
  model: Model | null;
  base: Model | null;
  roads: Roads | null;
  lines: Lines | null;
  zoom: number | null;
  areas: Area[];
  drawing: Point[] | null;
  scenario: Scenario | null;
  problem: string | null;
  loading: boolean;
  /** What the last act failed with. */
  trouble: unknown;
  truck: string | null;
  stop: string | null;
  pointed: Pointed | null;
  hidden: Set<string>;
}

export type Key = keyof State;

export interface Store {
  /** A signal for each key: what reads it is drawn anew when it changes. */
  readonly signals: { readonly [K in Key]: ReadonlySignal<State[K]> };
  /** Returns the state as it is; it does not follow. */
  get: () => State;
  /** Takes over a patch; keys that stay the same are not told. */
  set: (patch: Partial<State>) => void;
  /** Calls a listener after changes of these keys, in the order of their registration. */
  on: (keys: Key[], listener: (now: State) => void) => void;
}

/** Opens a plan of the day; `relist` where it is a new one. */
export type Open = (planId: string, options?: { relist?: boolean }) => Promise<void>;

export interface Located {
  location: Location;
}
