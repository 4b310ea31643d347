// What a Dockerfile promises, read by a parser of Dockerfiles: nobody has to believe the text.

import { DockerfileParser, type Instruction } from "dockerfile-ast";
import { describe, expect, test } from "vitest";
import { dockerfile, dockerignore } from "./dockerfile.ts";
import type { ContainerSetting } from "./places.ts";

const setting = (name: string, inside: string, isPath = true): ContainerSetting => ({
  node: name,
  param: "path",
  name,
  value: inside,
  help: name,
  isPath,
  role: isPath ? "input" : "value",
  variable: `PIPELINE_${name.toUpperCase()}`,
  inside,
});

const FACTS = {
  name: "flow",
  title: 'A "title" with $HOME\nand a second line',
  workflow: "flow.millrace.json",
  millrace: "0.0.0",
  settings: [setting("input", '/data/a "b" $c.csv'), setting("limit", "5", false)],
};

/** Instructions that Docker knows and this project has a use for. */
const KNOWN = ["ARG", "FROM", "LABEL", "ENV", "WORKDIR", "COPY", "RUN", "USER", "ENTRYPOINT"];

describe.each([
  ["with packages", ["onnxruntime-node", "sharp"]],
  ["without packages", []],
])("a Dockerfile %s", (_, packages) => {
  const parsed = DockerfileParser.parse(dockerfile({ ...FACTS, packages }));
  const all = parsed.getInstructions();
  const of = (keyword: string): Instruction[] => all.filter((one) => one.getKeyword() === keyword);
  const lastStage = all.slice(all.indexOf(of("FROM").at(-1)));

  test("has no instruction but those, and none that fetches from a URL", () => {
    expect([...new Set(all.map((one) => one.getKeyword()))].filter((word) => !KNOWN.includes(word))).toEqual(
      [],
    );
  });

  test("begins each stage from one base that is pinned to the patch", () => {
    for (const from of parsed.getFROMs())
      expect(from.getImage()).toMatch(/^node:\$\{NODE_VERSION\}-bookworm-slim$/);
    expect(parsed.getInitialARGs()[0].getArgumentsContent()).toMatch(/^NODE_VERSION=\d+\.\d+\.\d+$/);
    expect(parsed.getFROMs().length).toBeGreaterThan(1);
  });

  test("copies only from stages that are there", () => {
    const stages = parsed.getFROMs().flatMap((from) => from.getBuildStage() ?? []);
    const sources = parsed.getCOPYs().flatMap((copy) => copy.getFromFlag()?.getValue() ?? []);
    for (const source of sources) expect(stages).toContain(source);
    expect(sources).toContain("checked");
  });

  test("runs the self-test while it is built", () => {
    expect(of("RUN").map((run) => run.getArgumentsContent())).toContainEqual(
      expect.stringContaining("node pipeline.mjs --selftest"),
    );
  });

  test("runs as a user that is not root and by number, and installs nothing as it", () => {
    const user = lastStage.findIndex((one) => one.getKeyword() === "USER");
    expect(lastStage[user].getArgumentsContent()).toBe("1000:1000");
    const after = lastStage.slice(user + 1).map((one) => one.getKeyword());
    expect(after).toEqual(["WORKDIR", "ENTRYPOINT"]);
  });

  test("starts Node itself, so that it gets the signal to stop", () => {
    expect(JSON.parse(of("ENTRYPOINT")[0].getArgumentsContent()!)).toEqual(["node", "/program/pipeline.mjs"]);
  });

  test("says where it reads, whatever the file is called, and no value that can be set", () => {
    const variables = parsed.getENVs().flatMap((env) => env.getProperties());
    const input = variables.find((one) => one.getName() === "PIPELINE_INPUT")!;
    expect(input.getUnescapedValue()).toBe(String.raw`"/data/a \"b\" \$c.csv"`);
    expect(variables.map((one) => one.getName())).not.toContain("PIPELINE_LIMIT");
  });
});

test(".dockerignore lets in what the program is made of, and nothing else", () => {
  const lines = dockerignore()
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(lines[0]).toBe("*");
  expect(lines).toContain("!pipeline.mjs");
  expect(lines.filter((line) => /env|data|out|README/.test(line))).toEqual([]);
});
