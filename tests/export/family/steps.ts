// How generated graphs go on, by field: for each kind, params that fit the stream that it is given.
// A kind without an entry makes the test of the family fail.

import { pictures } from "./steps/pictures.ts";
import { sound } from "./steps/sound.ts";
import type { FieldSteps } from "./steps/step.ts";
import { tables } from "./steps/tables.ts";
import { words } from "./steps/words.ts";

export const FIELDS = { tables, pictures, sound, words } satisfies Record<string, FieldSteps>;
export type FieldName = keyof typeof FIELDS;
