// An invented invoice, the same one for the same seed: who, what, and sums that add up.

export interface Item {
  readonly item: string;
  readonly quantity: number;
  readonly price: number;
  readonly amount: number;
}

export interface Invoice {
  readonly number: string;
  /** yyyy-mm-dd. */
  readonly date: string;
  readonly seller: readonly string[];
  readonly buyer: readonly string[];
  readonly items: readonly Item[];
  readonly subtotal: number;
  readonly tax: number;
  readonly total: number;
}

/** Numbers from 0 to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FIRST = ["Keller", "Okafor", "Lindgren", "Moreau", "Tanaka", "Novak", "Harper", "Silva", "Brandt"];
const SECOND = ["Tools", "Supplies", "Trading", "Solar", "Hardware", "Logistics", "Workshop"];
const LEGAL = ["Ltd", "GmbH", "Inc", "AB"];
const STREETS = ["Old Harbour Road", "Station Street", "Mill Lane", "Garden Avenue", "Canal Street"];
const PLACES = ["Bristol", "Hamburg", "Malmo", "Lyon", "Porto", "Ghent", "Cork"];
const THINGS = [
  "Steel bolts M8",
  "Copper wire 2.5 mm",
  "Work gloves",
  "LED panel 40 W",
  "Hex key set",
  "Cable ties",
  "Drill bit 6 mm",
  "Paint brush",
  "Safety glasses",
  "Wood screws",
  "Angle bracket",
  "Garden hose",
  "Extension cord",
  "Tape measure",
  "Sanding paper",
];

export function invoiceOf(seed: number): Invoice {
  const random = randomOf(seed);
  const below = (count: number) => Math.floor(random() * count);
  const of = <T>(list: readonly T[]) => list[below(list.length)];
  const company = () => [
    `${of(FIRST)} ${of(SECOND)} ${of(LEGAL)}`,
    `${1 + below(180)} ${of(STREETS)}`,
    `${10000 + below(89999)} ${of(PLACES)}`,
  ];
  const things = [...THINGS].sort(() => random() - 0.5);
  const items = things.slice(0, 3 + below(4)).map((item): Item => {
    const [quantity, price] = [1 + below(24), (50 + below(24000)) / 100];
    return { item, quantity, price, amount: Math.round(quantity * price * 100) / 100 };
  });
  const subtotal = Math.round(items.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100;
  const tax = Math.round(subtotal * 19) / 100;
  const two = (value: number) => String(value).padStart(2, "0");
  return {
    number: `${of(["INV", "RE", "A"])}-${2023 + below(3)}-${1000 + below(8999)}`,
    date: `${2023 + below(3)}-${two(1 + below(12))}-${two(1 + below(28))}`,
    seller: company(),
    buyer: company(),
    items,
    subtotal,
    tax,
    total: Math.round((subtotal + tax) * 100) / 100,
  };
}
