// Builds dist/ once before all tests: threads, child processes and the command line are tested as they are shipped.

import { execSync } from "node:child_process";

export default function setup(): void {
  // `npm test` has built it for both runners.
  if (process.env.MILLRACE_BUILT) return;
  // Vitest says "test" here, with which React would be built for development.
  const env = { ...process.env, NODE_ENV: undefined };
  execSync("npm run build", { stdio: "inherit", env });
}
