// Property tests try the same cases in every run: one that fails does so again, for whoever looks into it, and in the second try of a runner.
// `FAST_CHECK_SEED=123 npm run test:unit` tries others.

import type * as FastCheck from "fast-check";
import { vi } from "vitest";

const SEED = Number(process.env.FAST_CHECK_SEED ?? 20_261_126);

vi.mock("fast-check", async (load) => {
  const module = await load<typeof FastCheck>();
  module.configureGlobal({ ...module.readConfigureGlobal(), seed: SEED });
  return module;
});
