// What each call of the contract does, tried on a host that runs. A call without a case is a type error.

import type { CallName } from "../../../app/bridge/calls.ts";
import type { Case } from "./bench.ts";
import { appCases } from "./cases/app.ts";
import { documentCases } from "./cases/document.ts";
import { fileCases } from "./cases/file.ts";
import { libraryCases } from "./cases/library.ts";
import { planCases } from "./cases/plan.ts";
import { previewCases } from "./cases/preview.ts";
import { runCases } from "./cases/run.ts";

export const cases = {
  ...appCases,
  ...documentCases,
  ...fileCases,
  ...libraryCases,
  ...planCases,
  ...previewCases,
  ...runCases,
} satisfies Record<CallName, Case>;
