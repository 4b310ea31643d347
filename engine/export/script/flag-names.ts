// How is a setting of an exported program called on its command line and in its environment?

const ENV_PREFIX = "PIPELINE_";

/** `lateAfter` is `late-after`. */
export function flagName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `lateAfter` is PIPELINE_LATE_AFTER. */
export function variableName(name: string): string {
  return ENV_PREFIX + flagName(name).replaceAll("-", "_").toUpperCase();
}
