// Is kernel-code.ts what the compiler makes of the kernel's sources? Written anew by `npm run make:kernel`.

import { readFileSync } from "node:fs";
import { main } from "assemblyscript/asc";
import { expect, test } from "vitest";

const FOLDER = new URL("../../nodes/_shared/csv/kernel/", import.meta.url);
test("kernel-code.ts is up to date (else: npm run make:kernel)", async () => {
  const sources = new Map(
    ["scan-kernel", "write-kernel"].map((name) => [
      `${name}.ts`,
      readFileSync(new URL(`${name}.as.ts`, FOLDER), "utf8"),
    ]),
  );
  let code: Uint8Array = new Uint8Array(0);
  const pages = ["--importMemory", "--initialMemory", "1"];
  const { error } = await main(
    [
      ...sources.keys(),
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "--use",
      "abort=",
      ...pages,
      "--outFile",
      "kernel.wasm",
    ],
    {
      readFile: (name) => sources.get(name) ?? null,
      writeFile: (name, contents) => {
        if (name === "kernel.wasm") code = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  expect(error).toBeNull();
  const text = [
    "// Generated from scan-kernel.as.ts and write-kernel.as.ts by `npm run make:kernel`; not to be edited.",
    "",
    "export const KERNEL_BASE64 =",
    `  "${Buffer.from(code).toString("base64")}";`,
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot("../../nodes/_shared/csv/kernel/kernel-code.ts");
});
