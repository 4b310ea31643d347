// The report as a page of HTML, and as Markdown with its charts in files beside it.

import { escapeHtml } from "../../_shared/html-text.ts";
import { numbersTable, pageHead } from "../../_shared/page/html-page.ts";
import { escapeMarkdown, markdownTable } from "../../_shared/page/markdown.ts";
import type { NumberFacts } from "../../_shared/page/number-tally.ts";
import { shortNumber } from "../../_shared/page/short-number.ts";
import type { RowTexts } from "./kept-rows.ts";
import { CHART_STYLE, inlineSvg, type Drawing } from "./svg.ts";

export interface ReportContent {
  readonly title: string;
  /** Paragraphs stand apart by an empty line. */
  readonly text: string;
  readonly numbers: readonly NumberFacts[];
  readonly charts: readonly Drawing[];
  /** Null where no rows are shown. */
  readonly rows: {
    readonly title: string;
    readonly columns: readonly string[];
    /** Which of the columns hold numbers. */
    readonly isNumber: readonly boolean[];
    readonly texts: readonly RowTexts[];
  } | null;
}

/** As wide as lines can be read, in the middle; a table that is wider is moved by itself. */
const STYLE = `body{max-width:64rem;margin:2rem auto;padding:0 2rem}.wide{overflow-x:auto}.chart{width:100%}figure{margin:2rem 0}figcaption{font-weight:600}caption{text-align:left;font-weight:600;padding:.4rem 0}details{margin:.5rem 0}
${CHART_STYLE}`;

export function htmlPage({ title, text, numbers, charts, rows }: ReportContent): string {
  const parts = [
    ...paragraphs(text).map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    numbersTable(numbers),
    ...charts.map((chart, i) => htmlChart(chart, `chart-${i + 1}`)),
    rows ? htmlRows(rows) : "",
  ];
  return `${pageHead(title, STYLE)}${parts.filter((part) => part !== "").join("\n")}\n</body></html>\n`;
}

function htmlChart(chart: Drawing, id: string): string {
  const { title, note, values } = chart;
  const said = note === "" ? "" : `<p>${escapeHtml(note)}</p>`;
  const table =
    values.rows.length === 0
      ? ""
      : `<details><summary>Values</summary><table><thead><tr>${values.head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("")}</tr></thead><tbody>${values.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`).join("\n")}</tbody></table></details>`;
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>${inlineSvg(chart, id)}${said}${table}</figure>`;
}

function htmlRows({ title, columns, isNumber, texts }: NonNullable<ReportContent["rows"]>): string {
  const head = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const lines = texts.map((cells) => {
    const tags = cells.map(
      (cell, i) => `<td${isNumber[i] ? ' class="number"' : ""}>${escapeHtml(cell ?? "")}</td>`,
    );
    return `<tr>${tags.join("")}</tr>`;
  });
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><table><caption>${escapeHtml(title)}</caption><thead><tr>${head}</tr></thead><tbody>${lines.join("\n")}</tbody></table></div>`;
}

/** `files` are the names of the charts' files, in their order. */
export function markdownPage(
  { title, text, numbers, charts, rows }: ReportContent,
  files: readonly string[],
): string {
  const figures = numbers.map(({ name, count, min, mean, max }) => [
    name,
    ...[count, min, mean, max].map(shortNumber),
  ]);
  const parts = [
    `# ${escapeMarkdown(title)}`,
    ...paragraphs(text).map(escapeMarkdown),
    ...(figures.length > 0
      ? ["## Numbers of all rows", markdownTable(["column", "values", "least", "mean", "most"], figures)]
      : []),
    ...charts.flatMap(({ title: name, description, note, values }, i) => [
      `## ${escapeMarkdown(name)}`,
      `![${escapeMarkdown(description)}](<${files[i]}>)`,
      ...(note === "" ? [] : [escapeMarkdown(note)]),
      ...(values.rows.length === 0 ? [] : [markdownTable(values.head, values.rows)]),
    ]),
    ...(rows ? [`## ${escapeMarkdown(rows.title)}`, markdownTable(rows.columns, rows.texts)] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function paragraphs(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}
