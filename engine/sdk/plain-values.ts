// Values that are right beyond doubt, told without a schema. Where one of these says no, the schema decides.

/** Whether a value, read from JSON, is right and comes out of its schema as it went in. */
export type IsPlain = (value: unknown) => boolean;

export const isText: IsPlain = (value) => typeof value === "string";

export const isFilled: IsPlain = (value) => isText(value) && value !== "";

/** A text that can name a file. */
export const isPath: IsPlain = (value) =>
  typeof value === "string" && value.trim() !== "" && !value.includes(NUL);

/** The sign with the number 0: no system has it in a name. */
export const NUL = "\u0000";

export const isFinite = (value: unknown): value is number => Number.isFinite(value);

/** A list of at least `min` such items. A hole in it is left to the schema. */
export function isListOf(isItem: IsPlain, min = 0): IsPlain {
  return (value) => {
    if (!Array.isArray(value) || value.length < min) return false;
    for (const item of value) if (!isItem(item)) return false;
    return true;
  };
}

/** Such values by name. A name that objects have by themselves is left to the schema. */
export function isMapOf(isItem: IsPlain): IsPlain {
  return (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !Object.hasOwn(value, "__proto__") &&
    Object.values(value).every(isItem);
}

/** Anything that JSON can hold. */
export const isAnything: IsPlain = (value) => value !== undefined;
