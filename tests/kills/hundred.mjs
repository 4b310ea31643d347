// `npm run test:kills`: kills a hundred runs, spread over all workflows of kills.test.ts. A seed may be given.

import { spawnSync } from "node:child_process";

const [seed = "1"] = process.argv.slice(2);
const env = { ...process.env, MILLRACE_KILLS: "100", MILLRACE_KILLS_SEED: seed };
const { status } = spawnSync("npx", ["vitest", "run", "tests/kills"], { stdio: "inherit", env, shell: true });
process.exit(status ?? 1);
