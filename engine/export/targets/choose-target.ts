// Which target does a name mean?

import { MillraceError } from "../../sdk/errors.ts";
import { ci } from "./ci.ts";
import { cron } from "./cron.ts";
import { docker } from "./docker.ts";
import { kubernetes } from "./kubernetes.ts";
import type { TargetName } from "./names.ts";
import { systemd } from "./systemd.ts";
import { script, type Target } from "./target.ts";
import { PLATFORMS, vendored, type Platform } from "./vendored.ts";

const MAKERS = {
  script: everywhere(script),
  vendored: ({ platform }) => vendored(platform ?? thisPlatform()),
  docker: everywhere(docker),
  kubernetes: everywhere(kubernetes),
  systemd: everywhere(systemd),
  cron: everywhere(cron),
  ci: everywhere(ci),
} satisfies Record<TargetName, (wishes: TargetWishes) => Target>;

/** Those that are made for one platform. */
export const PLATFORM_TARGETS: readonly TargetName[] = ["vendored"];

export interface TargetWishes {
  readonly platform?: Platform;
}

export function chooseTarget(name: TargetName, wishes: TargetWishes): Target {
  return MAKERS[name](wishes);
}

/** Null where the model runtime has no library for this machine. */
export function knownPlatform(): Platform | null {
  return PLATFORMS.find((platform) => platform === machineName()) ?? null;
}

/** As platforms are called. */
export function machineName(): string {
  return `${process.platform}-${process.arch}`;
}

function thisPlatform(): Platform {
  const known = knownPlatform();
  if (known) return known;
  throw new MillraceError("USAGE_PLATFORM", {
    message: `The model runtime has no library for ${machineName()}.`,
    expected: `one of ${PLATFORMS.join(", ")}`,
    hint: "Say for which platform: --platform linux-x64",
  });
}

/** npm brings what fits. */
function everywhere(target: Target): (wishes: TargetWishes) => Target {
  return ({ platform }) => {
    if (platform === undefined) return target;
    throw new MillraceError("USAGE_PLATFORM", {
      message: `The target ${target.name} is for every platform: npm brings what fits.`,
      got: `--platform ${platform}`,
      hint: "Leave --platform out, or add --target vendored.",
    });
  };
}
