// What is the invented market like: routes, seasons, fare classes, how people book? Only place names are real.

export const DAY_MS = 86_400_000;

export interface Route {
  readonly name: string;
  /** Euros of the middle fare class in an ordinary month. */
  readonly fare: number;
  /** Share of the seats that people would buy in an ordinary month. */
  readonly demand: number;
}

/** City pairs by their IATA codes. */
export const ROUTES: readonly Route[] = [
  { name: "BER-LIS", fare: 140, demand: 0.95 },
  { name: "CPH-ATH", fare: 165, demand: 0.9 },
  { name: "DUB-VCE", fare: 120, demand: 0.85 },
  { name: "HAM-BCN", fare: 130, demand: 1.05 },
  { name: "OSL-PMI", fare: 170, demand: 0.8 },
  { name: "VIE-EDI", fare: 115, demand: 0.9 },
];

/** How many people travel, January to December, against an ordinary month; fares follow half of it. */
export const SEASON = [0.8, 0.8, 0.9, 1.05, 1.05, 1.1, 1.25, 1.25, 1.05, 1, 0.8, 1.05];

/** Fare classes from the cheapest up, against the middle one, and the seats each has. */
export const CLASSES = [
  { times: 0.55, seats: 18 },
  { times: 0.7, seats: 18 },
  { times: 0.85, seats: 20 },
  { times: 1, seats: 22 },
  { times: 1.25, seats: 18 },
  { times: 1.55, seats: 14 },
  { times: 2, seats: 10 },
];
export const SEATS = CLASSES.reduce((sum, { seats }) => sum + seats, 0);

/** Nearer to the departure than so many days, classes below this one are closed whatever is left in them. */
export const CLOSED_WITHIN = [
  { days: 7, lowest: 3 },
  { days: 14, lowest: 2 },
  { days: 21, lowest: 1 },
];

/** Shares of all bookings that come in these days before the departure, evenly within each stretch. */
export const BOOKED = [
  { from: 60, to: 41, share: 0.2 },
  { from: 40, to: 22, share: 0.27 },
  { from: 21, to: 8, share: 0.33 },
  { from: 7, to: 1, share: 0.2 },
];

/** First day on which a trip is offered, in days before the departure. */
export const OFFERED = 60;

/** Seats are only shown when so few are left in the class that is sold. */
export const SHOWN_SEATS = 9;

/** A sale of a route takes this off, for four to six days from a Tuesday on; a week has one with this chance. */
export const SALE = { times: 0.8, chance: 0.07 };

/** On Tuesdays a flight that has sold less than this share of what it should have opens a cheaper class. */
export const REVIEW = { below: 0.82, seats: 7 };
export const TUESDAY = 2;
