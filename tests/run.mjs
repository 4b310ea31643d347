// `npm test`: the build, then every test there is, one runner after the other, and one line that sums both.
// Arguments are names of files and go to both: `npm test -- palette`.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Says to the runners that what they test is built: each would build it first when it is started alone. */
const BUILT = { MILLRACE_BUILT: "1" };
const FOLDER = ".cache/test-counts";
const names = process.argv.slice(2);
const RUNNERS = [
  {
    counts: "vitest.json",
    command: ["node_modules/vitest/vitest.mjs", "run", "--passWithNoTests", ...names],
  },
  {
    counts: "playwright.json",
    command: ["node_modules/@playwright/test/cli.js", "test", "--pass-with-no-tests", ...names],
  },
];

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });

const build = spawnSync("npm run build", { shell: true, stdio: "inherit" });
const rows =
  build.status === 0
    ? RUNNERS.flatMap(({ counts, command }) => {
        const env = { ...process.env, ...BUILT };
        const { status } = spawnSync(process.execPath, command, { stdio: "inherit", env });
        return readCounts(join(FOLDER, counts), status, command[0]);
      })
    : [{ name: `the build ended with ${build.status}`, passed: 0, failed: 1, skipped: 0 }];

console.log("");
// By name, and here: what a runner printed of them is thousands of lines further up.
for (const { failures = [], flaky = [] } of rows) {
  for (const name of failures) console.log(`failed: ${name}`);
  for (const name of flaky) console.log(`failed once, and passed when it ran again: ${name}`);
}
for (const row of rows) console.log(`${row.name}: ${line(row)}`);
const sum = rows.reduce((a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
}));
writeFileSync(join(FOLDER, "sum.txt"), `${line(sum)}\n`);
console.log(line(sum));
process.exit(sum.failed > 0 ? 1 : 0);

function line({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** A run that broke off has no counts, one that failed for a reason outside of tests has no failed test: a failure each. */
function readCounts(file, status, runner) {
  const broken = { name: `${runner} ended with ${status}`, passed: 0, failed: 1, skipped: 0 };
  let found;
  try {
    found = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return [broken];
  }
  const failed = found.reduce((count, row) => count + row.failed, 0);
  return status !== 0 && failed === 0 ? [...found, broken] : found;
}
