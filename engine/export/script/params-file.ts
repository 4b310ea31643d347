// Params of a node that stand in a file of their own: how a setting of the program stands there, and how it gets its value.

/** The one key of what stands in the place of a setting's value. */
const KEY = "config";

/** What stands in the file in the place of `config.NAME`. */
export function settingInFile(name: string): object {
  return { [KEY]: name };
}

/** The params, with the values of the settings that they name. */
export function withSettings(params: unknown, config: Readonly<Record<string, unknown>>): unknown {
  if (typeof params !== "object" || params === null) return params;
  if (Array.isArray(params)) return params.map((item) => withSettings(item, config));
  const entries = Object.entries(params) as [string, unknown][];
  const [[key, name] = []] = entries;
  if (entries.length === 1 && key === KEY && typeof name === "string" && Object.hasOwn(config, name))
    return config[name];
  return Object.fromEntries(entries.map(([each, value]) => [each, withSettings(value, config)]));
}
