// Words for people stand in app/renderer/strings alone, ready to be translated.

import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const FOLDER = "app/renderer";

/** Attributes and fields whose text is read by people. */
const SAID = new Set([
  "alt",
  "aria-description",
  "aria-label",
  "aria-roledescription",
  "aria-valuetext",
  "ariaLabel",
  "description",
  "help",
  "hint",
  "label",
  "message",
  "placeholder",
  "text",
  "title",
]);

/** What stands on the left of these can be the answer; of other operators it is only asked about. */
const GIVES_LEFT: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Ends of ids, such as that of the label of a field. */
const OF_AN_ID = /^-[a-z]+$/;

/** Every text of a file that is not named in `strings/`, as `line: text`. */
function wordsIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const add = (node: ts.Node, words: string) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (/\p{L}{2}/u.test(words.replaceAll(/&\w+;/g, ""))) found.push(`${file}:${line}: ${words.trim()}`);
  };
  /** The literal parts of what an attribute or a field is set to. */
  const said = (node: ts.Node | undefined): void => {
    if (!node) return;
    if (ts.isStringLiteralLike(node)) add(node, node.text);
    else if (ts.isTemplateExpression(node)) {
      const parts = [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text);
      add(node, parts.filter((part) => !OF_AN_ID.test(part)).join(" "));
    } else if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) said(node.expression);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(said);
    else if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (GIVES_LEFT.has(kind)) said(node.left);
      if (GIVES_LEFT.has(kind) || kind === ts.SyntaxKind.AmpersandAmpersandToken) said(node.right);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) add(node, node.text);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) said(node);
    else if (ts.isJsxAttribute(node) && SAID.has(node.name.getText())) said(node.initializer);
    else if (ts.isPropertyAssignment(node) && SAID.has(node.name.getText().replaceAll(/["']/g, "")))
      said(node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test("the scan finds words in text, attributes and fields", () => {
  const text = `
    const a = <p title={on === "id" ? "Shown now" : words.off}>Some words {"more"} · {count} ×</p>;
    const b = notify({ title: \`Cannot open \${name}\`, level: "error", text: words.why, label: \`\${id}-label\` });
  `;
  expect(wordsIn("a.tsx", text)).toEqual([
    "a.tsx:2: Shown now",
    "a.tsx:2: Some words",
    "a.tsx:2: more",
    "a.tsx:3: Cannot open",
  ]);
});

test("no words stand in the editor outside of its strings", () => {
  const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".test.ts") && !file.startsWith("strings/"));
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap((file) => wordsIn(file, readFileSync(join(FOLDER, file), "utf8")))).toEqual([]);
});

test("what is wrong is called an issue, whoever speaks of it", () => {
  const files = readdirSync(join(FOLDER, "strings")).map((file) => join(FOLDER, "strings", file));
  const said = [...files, "docs/editor.md"].map((file) => readFileSync(file, "utf8"));
  expect(said.filter((text) => /\bproblems?\b/i.test(text))).toEqual([]);
});
