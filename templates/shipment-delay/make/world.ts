// What is the invented world like: ports, seas, routes, carriers? Only place names are real; every figure is made up.

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const WEEK_MS = 7 * DAY_MS;

/** Ports by UN/LOCODE: how many ships wait for a berth in a usual week. */
export const USUAL_QUEUE = {
  AEJEA: 4,
  CNNGB: 7,
  CNSHA: 9,
  DEHAM: 5,
  EGPSD: 6,
  ESVLC: 3,
  INNSA: 6,
  ITGOA: 4,
  KRPUS: 4,
  MYPKG: 5,
  NLRTM: 6,
  SGSIN: 7,
  USHOU: 5,
  USLAX: 8,
  VNHPH: 4,
} as const;
export type Port = keyof typeof USUAL_QUEUE;

/** Seas: mean wave height in metres, January to December. */
export const WAVES_BY_MONTH = {
  "arabian-sea": [1.4, 1.4, 1.3, 1.5, 2.0, 3.4, 3.8, 3.3, 2.3, 1.6, 1.4, 1.4],
  biscay: [3.6, 3.4, 3.0, 2.4, 1.9, 1.6, 1.5, 1.6, 2.1, 2.8, 3.3, 3.6],
  "east-china-sea": [1.8, 1.8, 1.6, 1.4, 1.3, 1.4, 1.9, 2.3, 2.2, 1.9, 1.8, 1.9],
  "indian-ocean": [1.7, 1.6, 1.6, 1.7, 2.2, 3.0, 3.2, 3.0, 2.5, 1.9, 1.7, 1.7],
  mediterranean: [2.1, 2.0, 1.8, 1.5, 1.2, 1.0, 0.9, 1.0, 1.2, 1.5, 1.9, 2.1],
  "north-atlantic": [4.1, 3.9, 3.4, 2.8, 2.2, 1.9, 1.8, 2.0, 2.8, 3.2, 3.6, 4.0],
  "north-pacific": [3.9, 3.6, 3.2, 2.7, 2.2, 1.9, 1.7, 1.9, 2.4, 3.0, 3.5, 3.9],
  "north-sea": [2.4, 2.3, 2.0, 1.7, 1.4, 1.2, 1.2, 1.3, 1.7, 2.1, 2.3, 2.5],
  "south-china-sea": [2.1, 1.9, 1.6, 1.3, 1.2, 1.5, 1.9, 2.2, 2.2, 2.1, 2.2, 2.3],
} as const;
export type Sea = keyof typeof WAVES_BY_MONTH;

export interface Leg {
  readonly to: Port;
  readonly sea: Sea;
  /** Scheduled hours at sea. */
  readonly hours: number;
}

export interface Route {
  readonly name: string;
  readonly origin: Port;
  readonly legs: readonly Leg[];
  /** What is shipped on it; one is drawn for each container. */
  readonly cargoes: readonly Cargo[];
}

export type Cargo = "panels" | "inverters" | "mounting";

/** From factories to the ports nearest to the building sites. */
export const ROUTES: readonly Route[] = [
  {
    name: "CNSHA-NLRTM",
    origin: "CNSHA",
    legs: [
      { to: "SGSIN", sea: "south-china-sea", hours: 120 },
      { to: "EGPSD", sea: "indian-ocean", hours: 310 },
      { to: "NLRTM", sea: "biscay", hours: 190 },
    ],
    cargoes: ["panels", "panels", "panels", "inverters"],
  },
  {
    name: "CNNGB-DEHAM",
    origin: "CNNGB",
    legs: [
      { to: "MYPKG", sea: "south-china-sea", hours: 130 },
      { to: "DEHAM", sea: "biscay", hours: 500 },
    ],
    cargoes: ["panels", "panels", "mounting"],
  },
  {
    name: "VNHPH-ESVLC",
    origin: "VNHPH",
    legs: [
      { to: "SGSIN", sea: "south-china-sea", hours: 70 },
      { to: "EGPSD", sea: "indian-ocean", hours: 310 },
      { to: "ESVLC", sea: "mediterranean", hours: 110 },
    ],
    cargoes: ["panels"],
  },
  {
    name: "INNSA-ITGOA",
    origin: "INNSA",
    legs: [
      { to: "AEJEA", sea: "arabian-sea", hours: 70 },
      { to: "ITGOA", sea: "mediterranean", hours: 260 },
    ],
    cargoes: ["mounting", "panels"],
  },
  {
    name: "CNSHA-USLAX",
    origin: "CNSHA",
    legs: [
      { to: "KRPUS", sea: "east-china-sea", hours: 40 },
      { to: "USLAX", sea: "north-pacific", hours: 260 },
    ],
    cargoes: ["panels", "panels", "inverters"],
  },
  {
    name: "DEHAM-USHOU",
    origin: "DEHAM",
    legs: [
      { to: "NLRTM", sea: "north-sea", hours: 18 },
      { to: "USHOU", sea: "north-atlantic", hours: 330 },
    ],
    cargoes: ["inverters"],
  },
];

export interface Carrier {
  readonly name: string;
  /** Share of bookings that are loaded as booked when nothing else goes wrong. */
  readonly reliability: number;
  /** Hours a day that a late ship can make good. */
  readonly catchUp: number;
}

/** Invented lines; their figures are not columns of the data: a model has to find them from the names. */
export const CARRIERS: readonly Carrier[] = [
  { name: "Aster", reliability: 0.95, catchUp: 1.4 },
  { name: "Borealis", reliability: 0.9, catchUp: 1.0 },
  { name: "Corvus", reliability: 0.82, catchUp: 0.8 },
  { name: "Delta", reliability: 0.72, catchUp: 0.5 },
];

/** Scheduled hours between the steps on land. */
export const SCHEDULE = {
  gateInToLoaded: 60,
  loadedToDeparted: 12,
  via: 40,
  arrivedToCustoms: 30,
  customsToSite: 48,
};
