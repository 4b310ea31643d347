// Is each kernel-code.ts what the compiler makes of the kernel's sources? Written anew by `npm run make:kernel`.

import { readFileSync } from "node:fs";
import { main } from "assemblyscript/asc";
import { expect, test } from "vitest";

test.each([
  { folder: "nodes/_shared/csv/kernel", sources: ["scan-kernel", "write-kernel"] },
  { folder: "engine/train/kernel", sources: ["histogram-kernel", "walk-kernel"] },
])("kernel-code.ts in $folder is up to date (else: npm run make:kernel)", async ({ folder, sources }) => {
  const texts = new Map(
    sources.map((name) => [
      `${name}.ts`,
      readFileSync(new URL(`../../${folder}/${name}.as.ts`, import.meta.url), "utf8"),
    ]),
  );
  const files = sources.map((name) => `${name}.as.ts`).join(" and ");
  const text = [
    `// Generated from ${files} by \`npm run make:kernel\`; not to be edited.`,
    "",
    "export const KERNEL_BASE64 =",
    `  "${Buffer.from(await compiled(texts)).toString("base64")}";`,
    "",
  ].join("\n");
  await expect(text).toMatchFileSnapshot(`../../${folder}/kernel-code.ts`);
});

async function compiled(texts: ReadonlyMap<string, string>): Promise<Uint8Array> {
  let code: Uint8Array = new Uint8Array(0);
  const pages = ["--importMemory", "--initialMemory", "1"];
  const { error } = await main(
    [
      ...texts.keys(),
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
      readFile: (name) => texts.get(name) ?? null,
      writeFile: (name, contents) => {
        if (name === "kernel.wasm") code = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  expect(error).toBeNull();
  return code;
}
