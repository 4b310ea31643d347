// Which provider a model gets, and what becomes of those whose drivers refuse, crash, hang or compute nonsense.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as make from "../../../tests/models/make.ts";
import { buildEntries, type BuiltEntries } from "../../../tests/support/built-entries.ts";
import { systemClock } from "../../host/clock.ts";
import { diskFiles } from "../../host/files.ts";
import { PROVIDERS, providersOf, type Provider, type ProviderWish } from "../../sdk/providers.ts";
import { createModels } from "../models.ts";
import { ladderOf } from "./choose.ts";
import { probeProvider } from "./probe.ts";
import { builtIn } from "./runtime-names.ts";

/** What a child does that is told to open a model. */
const DRIVERS = {
  dies: 'process.kill(process.pid, "SIGSEGV")',
  leaves: "process.exit(3)",
  hangs: "for (;;);",
  refuses: 'process.send({ type: "refused", message: "No adapter was found." })',
  lies: `process.send(message.type === "open"
    ? { type: "opened", ms: 1 }
    : { type: "answer", id: 0, ms: 1, results: { y: { dtype: "float32", dims: [2, 3], data: new Float32Array(6) } } })`,
};
type Driver = keyof typeof DRIVERS;

let built: BuiltEntries;
/** An accelerator that the binding of this machine knows; none on Linux for ARM. */
const known = [...(await builtIn())].find((provider) => provider !== "cpu");

beforeAll(async () => {
  built = await buildEntries();
  for (const [name, does] of Object.entries(DRIVERS))
    await writeFile(join(built.folder, `${name}.mjs`), `process.on("message", (message) => { ${does}; });\n`);
  await writeFile(join(built.folder, "model.onnx"), make.mlp());
});
afterAll(() => built.remove());

interface Opened {
  readonly provider: string;
  readonly refused: readonly { readonly provider: Provider; readonly reason: string }[];
  readonly warnings: readonly string[];
  readonly children: number;
}

async function open(providers: readonly ProviderWish[], driver: Driver): Promise<Opened> {
  let children = 0;
  const warnings: string[] = [];
  const models = createModels({
    files: diskFiles(built.folder),
    clock: systemClock,
    log: { debug: () => {}, warn: () => {} },
    probeMs: 500,
    entry: () => {
      children++;
      return join(built.folder, `${driver}.mjs`);
    },
  });
  try {
    const onWarning = (code: string, message: string) => void warnings.push(`${code} ${message}`);
    const { provider, refused = [] } = await models.open("model.onnx", { providers, onWarning });
    return { provider, refused, warnings, children };
  } finally {
    await models.close();
  }
}

describe("names", () => {
  test.each<[string, readonly ProviderWish[]]>([
    ["auto", ["auto"]],
    ["CUDA, cpu", ["cuda", "cpu"]],
    ...PROVIDERS.map((name): [string, readonly ProviderWish[]] => [name, [name]]),
  ])("%s", (text, wishes) => expect(providersOf(text, "--provider")).toEqual(wishes));

  test.each(["", "gpu", "cuda;cpu", "cuda,,cpu", "dml"])("%j is none", (text) => {
    expect(() => providersOf(text, "--provider")).toThrow(
      expect.objectContaining({ code: "PROVIDER_UNKNOWN" }) as Error,
    );
  });

  test("a misspelt one is told with what was meant", () => {
    expect(() => providersOf("webgp", "--provider")).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ hint: "Did you mean webgpu?" }) as object,
      }) as Error,
    );
  });
});

describe("the ladder", () => {
  test.each<[readonly ProviderWish[], readonly Provider[], readonly Provider[]]>([
    [["auto"], ["cpu"], ["cpu"]],
    [["auto"], ["cpu", "webgpu", "cuda", "tensorrt"], ["cuda", "webgpu", "cpu"]],
    [["auto"], ["cpu", "webgpu", "directml"], ["directml", "webgpu", "cpu"]],
    [
      ["tensorrt", "auto"],
      ["cpu", "cuda"],
      ["tensorrt", "cuda", "cpu"],
    ],
    [["cuda", "cpu", "cuda"], ["cpu"], ["cuda", "cpu"]],
  ])("of %j where there is %j is %j", (wishes, there, steps) => {
    expect(ladderOf(wishes, new Set(there))).toEqual(steps);
  });
});

describe.skipIf(known === undefined)("a driver that", () => {
  test.each<[Driver, RegExp]>([
    ["dies", /brought the process down: signal SIGSEGV/],
    ["leaves", /brought the process down: exit code 3/],
    ["hangs", /did not answer within 500 ms/],
    ["refuses", /^No adapter was found\.$/],
    ["lies", /other numbers/],
  ])("%s takes nothing along: the processor computes, and the reason is kept", async (driver, reason) => {
    const { provider, refused, warnings } = await open([known!, "cpu"], driver);
    expect(provider).toBe("cpu");
    expect(refused).toEqual([{ provider: known, reason: expect.stringMatching(reason) as string }]);
    expect(warnings).toEqual([expect.stringMatching(/^PROVIDER_REPLACED .*computed by cpu.*[^.]\)\.$/)]);
  });

  test("hangs for everybody is waited for once a provider, and auto tells it as no warning", async () => {
    const { provider, refused, warnings, children } = await open(["auto"], "dies");
    expect([provider, warnings]).toEqual(["cpu", []]);
    expect(children).toBe(refused.length);
  });

  test("was asked for by its name alone ends the run with its reason", async () => {
    await expect(open([known!], "dies")).rejects.toMatchObject({
      code: "PROVIDER_MISSING",
      details: {
        fatal: true,
        got: expect.stringMatching(new RegExp(`^${known}: .*SIGSEGV`)) as string,
        hint: expect.stringContaining(`"${known},cpu"`) as string,
      },
    });
  });
});

test("what the runtime was built without is refused before anything is started", async () => {
  await expect(open(["openvino"], "lies")).rejects.toMatchObject({
    code: "PROVIDER_MISSING",
    details: {
      message: expect.not.stringContaining("no openvino") as string,
      got: expect.stringMatching(/^openvino: .*no openvino$/) as string,
      hint: expect.stringContaining(
        '(providerElse) of the node to cpu, or run with --provider "openvino,cpu"',
      ) as string,
    },
  });
  expect(await open(["openvino", "cpu"], "lies")).toMatchObject({ provider: "cpu", children: 0 });
});

test("the processor starts nothing, and asks nobody", async () => {
  expect(await open(["cpu"], "dies")).toEqual({ provider: "cpu", refused: [], warnings: [], children: 0 });
});

test("the processor itself passes the probe", async () => {
  const verdict = await probeProvider("cpu", { clock: systemClock, entry: () => built.entry("model-child") });
  expect(verdict).toMatchObject({ works: true });
});
