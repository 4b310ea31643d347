// A program that closes its models while they compute, then ends: started by the tests of lanes.

import { join } from "node:path";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { createModels } from "../../engine/models/models.ts";
import type { ModelOptions, Tensor } from "../../engine/sdk/services.ts";

const [folder, path, placement] = process.argv.slice(2);
const models = createModels({
  files: diskFiles(folder),
  clock: systemClock,
  log: { debug: () => {}, warn: (message) => console.error(message) },
  entry: (name) => join(folder, `${name}.mjs`),
});
const session = await models.open(path, { placement: placement as ModelOptions["placement"] });
const x: Tensor = { dtype: "float32", dims: [1, 4], data: Float32Array.of(1, 2, 3, 4) };
const running = Array.from({ length: 8 }, async () => session.run({ x }));
await models.close();
const answers = await Promise.all(running);
console.log(`${answers.length} answers, closed`);
process.exit();
