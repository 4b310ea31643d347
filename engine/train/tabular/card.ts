// What does the model card say? It is written from what was measured, so that it cannot say something else.

import { figureName, shown, splitWords, type TrainReport } from "./report.ts";

/** Markdown. */
export function writeCard(report: TrainReport): string {
  const sections = [
    headSection(report),
    dataSection(report),
    figuresSection(report),
    classSection(report),
    quantileSection(report),
    calibrationSection(report),
    importanceSection(report),
    limitsSection(report),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function headSection({ target, task, classes, quantiles, trees, seed, adds }: TrainReport): string {
  const what = {
    number: `The model predicts the number **${target}**.`,
    quantiles: `The model predicts quantiles of **${target}**: ${quantiles?.join(", ")}.`,
    classes: `The model says which of ${classes?.length} classes **${target}** is, and how likely each is: ${classes?.join(", ")}.`,
  }[task];
  return `# Model card: ${target}

${what} It is made of gradient-boosted decision trees (${trees.join(", ")} rounds, seed ${seed}) and adds the columns ${adds.map(code).join(", ")}.`;
}

function dataSection(report: TrainReport): string {
  const { data, rows, columns, leftOut, notes } = report;
  const count = (n: number) => n.toLocaleString("en");
  const facts = [
    `${code(data)}: ${count(rows.read)} rows read, ${count(rows.learned)} learned from`,
    `Held back to measure with: ${splitWords(report)}`,
    ...(rows.failed > 0 ? [`${count(rows.failed)} rows could not be read`] : []),
    ...notes.filter(({ severity }) => severity === "warning").map(({ message }) => `**Note**: ${message}`),
  ];
  const table = rowsOf(
    ["column", "holds", "missing"],
    columns.map(({ name, type, words, missing }) => [
      name,
      words !== null ? `${count(words)} words` : type === "bool" ? "true/false" : "numbers",
      count(missing),
    ]),
  );
  const others = leftOut.map(({ name, why }) => `- ${code(name)}: ${why}`);
  return `## Data

${facts.map((fact) => `- ${fact}`).join("\n")}

${table}${others.length > 0 ? `\n\nNot learned from:\n\n${others.join("\n")}` : ""}`;
}

function figuresSection({ metrics, task, quantiles, split }: TrainReport): string {
  const naive = { number: "the mean", quantiles: "the quantiles of all", classes: "the shares of all" }[task];
  const table = rowsOf(
    ["figure", "model", `always ${naive}`],
    Object.entries(metrics.model).map(([name, value]) => [
      figureName(name, quantiles),
      shown(value),
      shown(metrics.baseline[name]),
    ]),
  );
  const whose =
    split.kind === "folds"
      ? "Each row was predicted by a model that had not seen it; the model in the file has learned from all of them."
      : "On rows that the model in the file has not seen.";
  return `## How good it is\n\n${whose}\n\n${table}`;
}

function classSection({ perClass }: TrainReport): string {
  if (!perClass) return "";
  const table = rowsOf(
    ["class", "rows", "precision", "recall", "F1", "AUC"],
    perClass.map(({ name, rows, precision, recall, f1, auc }) => [
      name,
      rows.toLocaleString("en"),
      ...[precision, recall, f1, auc].map(shown),
    ]),
  );
  return `## Class by class\n\n${table}`;
}

function quantileSection({ perQuantile }: TrainReport): string {
  if (!perQuantile) return "";
  const table = rowsOf(
    ["quantile", "pinball loss", "rows below it"],
    perQuantile.map(({ alpha, pinball, below }) => [String(alpha), shown(pinball), percent(below)]),
  );
  return `## Quantile by quantile\n\n${table}`;
}

function calibrationSection({ calibration, classes }: TrainReport): string {
  if (!calibration || !classes) return "";
  const what =
    classes.length === 2
      ? `The share that was said for ${code(classes[1])}`
      : "The share that was said for the likeliest class";
  const table = rowsOf(
    ["said", "rows", "mean said", "came"],
    calibration.bins.map(({ from, to, rows, said, came }) => [
      `${percent(from)} to ${percent(to)}`,
      rows.toLocaleString("en"),
      percent(said),
      percent(came),
    ]),
  );
  return `## Can its shares be believed?\n\n${what}, and how often it came so; ${percent(calibration.error)} apart on average.\n\n${table}`;
}

const MOST_COLUMNS = 20;

function importanceSection({ importance, task }: TrainReport): string {
  const measure = { number: "RMSE", quantiles: "pinball loss", classes: "log loss" }[task];
  const table = rowsOf(
    ["column", "share of the gain", `${measure} without it`],
    importance
      .slice(0, MOST_COLUMNS)
      .map(({ column, gain, permutation }) => [
        column,
        percent(gain),
        `${permutation > 0 ? "+" : ""}${shown(permutation)}`,
      ]),
  );
  const more =
    importance.length > MOST_COLUMNS
      ? `\n\n${importance.length - MOST_COLUMNS} more columns count less.`
      : "";
  return `## What it goes by\n\nHow much of the gain in training came from each column, and how much worse the model is when the column's values are mixed.\n\n${table}${more}`;
}

function limitsSection({ split, task, target }: TrainReport): string {
  const limits = [
    "It knows what the rows above knew. Words it has never seen count as average ones, and beyond the numbers it has seen it answers as at their edge.",
    split.kind === "time"
      ? "It was measured on later rows than it learned from, once: how fast it grows old is not known."
      : `The rows to measure with were taken by chance. If ${code(target)} is to be predicted for later times, or for customers, machines or places that are not in the table, measure by time (\`--time\`): the figures above may be too good.`,
    ...(task === "classes"
      ? [
          "The class is the likeliest one. Where mistakes cost differently, choose a threshold of your own (`threshold`).",
        ]
      : []),
    "A column that counts for the model is no cause: it goes together with the target in these rows.",
  ];
  return `## Limits\n\n${limits.map((limit) => `- ${limit}`).join("\n")}`;
}

function rowsOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A text in a cell: on one line, and no cell of its own. */
function cell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|");
}

function code(text: string): string {
  return `\`${text.replace(/\s+/g, " ").replaceAll("`", "'")}\``;
}

function percent(share: number): string {
  return Number.isFinite(share) ? `${Number((share * 100).toPrecision(3))} %` : "–";
}
