// What `millrace train` tells people: how far it is, and what came of it.

import { counted } from "../../../engine/train/tabular/note.ts";
import { figureName, shown, splitWords, type TrainReport } from "../../../engine/train/tabular/report.ts";
import type { LearnProgress } from "../../../engine/train/tabular/wish.ts";
import { painter } from "./colour.ts";
import { stderr } from "./stderr.ts";

/** Redraws one line of stderr while it learns. Silent where stderr is no terminal. */
export class LearningLine {
  #drawn = false;

  show({ stage, share }: LearnProgress): void {
    this.#draw(`${stage}  ${Math.floor(share * 100)} %`);
  }

  clear(): void {
    if (this.#drawn) stderr().write("\r\u001b[K");
    this.#drawn = false;
  }

  #draw(text: string): void {
    if (!stderr().isTTY) return;
    stderr().write(`\r\u001b[K${text}`);
    this.#drawn = true;
  }
}

export interface TrainResult extends TrainReport {
  readonly files: { readonly model: string; readonly workflow: string; readonly card: string };
}

const MOST_COLUMNS = 5;

/** Figures and files on stdout, what is to be known on stderr. */
export function printReport(result: TrainResult): void {
  const { target, task, classes, rows, importance, metrics, files, leftOut, notes } = result;
  const what = {
    number: "a number",
    quantiles: `the quantiles ${result.quantiles?.join(", ")} of a number`,
    classes: `one of ${classes?.length} classes (${(classes ?? []).slice(0, 5).join(", ")}${(classes ?? []).length > 5 ? ", …" : ""})`,
  }[task];
  const lines = [
    `learned ${target}: ${what}, from ${counted(rows.learned, "row")} and ${counted(result.columns.length, "column")}`,
    `held back: ${splitWords(result)}`,
    "",
    ...table([
      ["", "model", "naive"],
      ...Object.entries(metrics.model).map(([name, value]) => [
        figureName(name, result.quantiles),
        shown(value),
        shown(metrics.baseline[name]),
      ]),
    ]),
    "",
    `goes by: ${[...importance]
      .sort((a, b) => b.gain - a.gain)
      .slice(0, MOST_COLUMNS)
      .map(({ column, gain }) => `${column} ${Math.round(gain * 100)} %`)
      .join(", ")}`,
    ...leftOut.map(({ name, why }) => `left out: ${name} (${why})`),
    `wrote ${files.model}, ${files.workflow}, ${files.card}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  const paint = painter(stderr());
  for (const { code, message, hint } of notes)
    stderr().write(`${paint("yellow", "warning")} ${paint("bold", code)}\n  ${message}\n  next:  ${hint}\n`);
  stderr().write(`run it with: millrace run ${files.workflow}\n`);
}

/** Columns side by side: names to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((cells) => cells[i].length)));
  return rows.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
}
