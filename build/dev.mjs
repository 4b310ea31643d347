// `npm run dev`: the page is built anew when its source changes, and served by the editor. Reload the page to see it.

import { spawn } from "node:child_process";
import { build } from "vite";

await build({ configFile: "vite.renderer.config.ts", build: { watch: {}, minify: false, sourcemap: true } });
const child = spawn(process.execPath, ["dist/cli.js", "edit", ...process.argv.slice(2)], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code) => process.exit(code ?? 1));
