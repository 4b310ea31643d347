// Every name that `--target` knows.

export const TARGET_NAMES = ["script", "vendored", "docker", "kubernetes", "systemd", "cron", "ci"] as const;

export type TargetName = (typeof TARGET_NAMES)[number];
