// The documentation says what is there: folders, kinds, links, error codes, commands, bundled packages.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { frameOf } from "../engine/frames/builder.ts";
import { field } from "../engine/frames/frame.ts";
import type { Schema } from "../engine/frames/types.ts";
import { compileExpression } from "../nodes/_shared/expression/expression.ts";
import { loadLanguage } from "../nodes/_shared/expression/language.ts";
import { LAYERS } from "./architecture/layers.ts";

const read = (path: string) => readFileSync(path, "utf8");
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"])
  .toString()
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));
const pages = files.filter((file) => file.endsWith(".md"));

/** Cells of the table below a heading of a page, row by row, without the marks of code. */
function tableRows(page: string, heading: string): string[][] {
  const section =
    read(page)
      .split(/^## /m)
      .find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "").replaceAll("\\|", "|")),
  );
}

describe("README.md", () => {
  test("names every folder of the product, and none that is not there", () => {
    const named = tableRows("README.md", "Folders").map(([folder]) => folder);
    expect(named.filter((folder) => !existsSync(folder))).toEqual([]);
    const top = new Set(files.filter((file) => file.includes("/")).map((file) => file.split("/")[0]));
    expect(
      [...top]
        .filter((folder) => !folder.startsWith("."))
        .filter((folder) => !named.some((name) => name.split("/")[0] === folder)),
    ).toEqual([]);
    const parts = LAYERS.map(({ folder }) => folder).filter((folder) => existsSync(folder));
    expect(
      parts.filter((part) => !named.some((name) => name === part || part.startsWith(`${name}/`))),
    ).toEqual([]);
  });
});

test("docs/architecture.md has the import table that is checked", () => {
  const words = (list: readonly string[]) => list.join(", ") || "nothing";
  expect(tableRows("docs/architecture.md", "Who may import whom")).toEqual(
    LAYERS.map(({ folder, layers, packages }) => [folder, words(layers), words(packages)]),
  );
});

describe("links", () => {
  const links = pages.flatMap((page) => {
    const text = read(page).replaceAll(/^```.*?^```/gms, "");
    return [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link]): [string, string] => [
      page,
      link,
    ]);
  });

  test("there are some", () => expect(links.length).toBeGreaterThan(10));

  test.each(links)("%s: %s", (page, link) => {
    const [path, anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    expect(existsSync(target)).toBe(true);
    if (anchor !== undefined) expect(headings(target)).toContain(anchor);
  });
});

describe("docs/errors.md", () => {
  test("names every code that the source can produce", () => {
    const listed = new Set(
      [...read("docs/errors.md").matchAll(/^\| `([A-Z_0-9]+)`/gm)].map(([, code]) => code),
    );
    // What the layout library calls its options, and words that people read, look like codes.
    const others = /\.test\.ts$|canvas\/layout-graph\.ts$|renderer\/strings\//;
    const source = files.filter(
      (file) => /^((engine|nodes|app)\/.*\.ts|build\/begin\.cjs)$/.test(file) && !others.test(file),
    );
    const used = new Set(source.flatMap((file) => codesOf(file, read(file))));
    expect(used.size).toBeGreaterThan(50);
    expect([...used].filter((code) => !listed.has(code)).toSorted()).toEqual([]);
    expect([...listed].filter((code) => !used.has(code)).toSorted()).toEqual([]);
  });

  test("tells each code once", () => {
    const codes = [...read("docs/errors.md").matchAll(/^\| `([A-Z_0-9]+)`/gm)].map(([, code]) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) < i)).toEqual([]);
  });

  test("codes are found wherever they stand", () => {
    const text = `
      throw new MillraceError(late ? "A_LATE" : "A_SOON", {});
      const issue = { code: "B_PROPERTY", severity };
      fail(frame, row, { code: tooBig ? "C_BIG" : "C_BAD", cause });
      const WORDS = { ENOENT: ["D_TABLE", "words"] };
      warn("E_WARNING", "…");
      const nothing = { mode: "lower-case", name: "F_word" };`;
    expect(codesOf("x.ts", text)).toEqual([
      "A_LATE",
      "A_SOON",
      "B_PROPERTY",
      "C_BIG",
      "C_BAD",
      "D_TABLE",
      "E_WARNING",
    ]);
  });
});

describe("docs/expressions.md", async () => {
  await loadLanguage();
  const schema: Schema = {
    fields: [
      ...["price", "qty", "unit price", "gone"].map((name) => field(name, "float64")),
      field("name", "text"),
      field("ok", "bool"),
      field("time", "timestamp"),
      field("day", "date"),
    ],
  };
  const time = Date.UTC(2026, 0, 31, 13);
  const row = { price: 2.5, qty: 4, "unit price": 0.5, gone: null, name: "Ada", ok: true, time };
  const frame = frameOf(schema, [{ ...row, day: Math.floor(time / 86_400_000) }]);

  test.each(tableRows("docs/expressions.md", "Examples"))("%s gives %s", (text, gives) => {
    const { expression, issues } = compileExpression(text, schema, "");
    expect(issues).toEqual([]);
    expect(expression?.evaluate(frame).column.get(0)).toEqual(JSON.parse(gives));
  });
});

describe("docs/command-line.md", () => {
  const page = read("docs/command-line.md");
  const help = (...args: string[]) =>
    execFileSync(process.execPath, ["dist/cli.js", ...args, "--help"], { encoding: "utf8" });
  const commands = [
    ...help()
      .split("Commands:")[1]
      .matchAll(/^ {2}([a-z]+)/gm),
  ].map(([, name]) => name);

  test.each(commands)("describes the command %s", (command) => {
    const flags =
      command === "help" ? [] : [...help(command).matchAll(/^ {2}.*?(--[a-z-]+)/gm)].map(([, flag]) => flag);
    const section =
      command === "help" ? page : (page.split(/^## /m).find((part) => part.startsWith(`${command}\n`)) ?? "");
    expect(section).toContain(command);
    expect(flags.filter((flag) => flag !== "--help" && !section.includes(flag))).toEqual([]);
  });
});

describe("THIRD-PARTY.md", () => {
  test("names every package whose code is in the build", () => {
    const scripts = readdirSync("dist", { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".js"),
    );
    const bundled = new Set(
      scripts.flatMap((file) =>
        [
          ...read(join("dist", file)).matchAll(
            /^\/\/ ?(?:#region )?node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm,
          ),
        ].map(([, name]) => name),
      ),
    );
    expect(bundled.size).toBeGreaterThan(0);
    const page = read("THIRD-PARTY.md");
    expect([...bundled].filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test("names every package that is installed with Millrace", () => {
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
    const page = read("THIRD-PARTY.md");
    expect(Object.keys(dependencies).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});

/** Words in capitals that are no error codes: an operator of tree ensembles, a word of the PAM picture format. */
const OTHER_WORDS = ["BRANCH_LEQ", "ERR_SCRIPT_EXECUTION_TIMEOUT", "RGB_ALPHA"];

/** Codes that stand in a source text as literals: CAPITALS_WITH_UNDERSCORES, and INTERNAL. */
function codesOf(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isPrefix =
      ts.isCallExpression(node.parent ?? node) && node.parent?.getText(source).includes(".startsWith(");
    if (
      ts.isStringLiteralLike(node) &&
      !isPrefix &&
      /^([A-Z][A-Z0-9]*(_[A-Z0-9]+)+|INTERNAL)$/.test(node.text)
    )
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  visit(source);
  return found.filter((code) => !OTHER_WORDS.includes(code));
}

/** The anchors of a page's headings, as code hosts make them. */
function headings(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
