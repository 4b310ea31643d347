// How is a setting of an exported program called on its command line and in its environment?

const ENV_PREFIX = "PIPELINE_";

/** What two words of the program's own flags and variables are as names of settings: `--dry-run`, PIPELINE_PARTITION_INDEX. */
export const OWN_NAMES: readonly string[] = ["dryRun", "fromDeadLetter", "makeFolders", "partitionIndex"];

/** `lateAfter` is `late-after`. */
export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `lateAfter` is PIPELINE_LATE_AFTER. */
export function variableName(name: string): string {
  return ENV_PREFIX + flagName(name).replaceAll("-", "_").toUpperCase();
}
