// Which target does a name mean? Every target that can be written has its entry here.

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
  script: ({ platform }) => (refusePlatform("script", platform), script),
  docker: ({ platform }) => (refusePlatform("docker", platform), docker),
  kubernetes: ({ platform }) => (refusePlatform("kubernetes", platform), kubernetes),
  systemd: ({ platform }) => (refusePlatform("systemd", platform), systemd),
  cron: ({ platform }) => (refusePlatform("cron", platform), cron),
  ci: ({ platform }) => (refusePlatform("ci", platform), ci),
  vendored: ({ platform }) => vendored(platform ?? thisPlatform()),
} satisfies Partial<Record<TargetName, (wishes: TargetWishes) => Target>>;

export type WrittenTarget = keyof typeof MAKERS;

export const WRITTEN_TARGETS = Object.keys(MAKERS) as readonly WrittenTarget[];

/** Those that are made for one platform. */
export const PLATFORM_TARGETS: readonly TargetName[] = ["vendored"];

export interface TargetWishes {
  readonly platform?: Platform;
}

export function chooseTarget(name: WrittenTarget, wishes: TargetWishes): Target {
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

function refusePlatform(target: TargetName, platform: Platform | undefined): void {
  if (platform === undefined) return;
  throw new MillraceError("USAGE_PLATFORM", {
    message: `The target ${target} is for every platform: npm brings what fits.`,
    got: `--platform ${platform}`,
    hint: "Leave --platform out, or add --target vendored.",
  });
}
