// What a list of cases is made of, read from its JSON Schema: which field is the id, which the name, which the condition.

import type { JsonSchema } from "../catalog-types.ts";

export type Case = Readonly<Record<string, unknown>>;

export interface CaseShape {
  /** The field that names a port: it has a pattern, or is called so. */
  readonly id: string | null;
  /** What a person calls it. */
  readonly label: string | null;
  readonly expression: string;
  /** What a field is called and what it is for, where its schema says so. */
  readonly about: Readonly<Record<string, { readonly title: string; readonly help?: string }>>;
  /** All text fields besides the condition, in order: names first. */
  readonly texts: readonly string[];
}

/** Null when the items are no objects, or hold no text that could be a condition. */
export function caseShape(schema: JsonSchema): CaseShape | null {
  const items = schema.items as JsonSchema | undefined;
  const properties = items?.properties as Readonly<Record<string, JsonSchema>> | undefined;
  if (!properties) return null;
  const required = (items?.required ?? []) as readonly string[];
  const texts = Object.keys(properties).filter((name) => properties[name].type === "string");
  const named = (pattern: RegExp) => texts.find((name) => pattern.test(name));
  const expression =
    named(/^(condition|expression|when)$/) ?? required.filter((name) => texts.includes(name)).at(-1);
  if (expression === undefined) return null;
  const rest = texts.filter((name) => name !== expression);
  const id = named(/^id$/) ?? rest.find((name) => properties[name].pattern !== undefined) ?? null;
  const label = rest.find((name) => name !== id) ?? null;
  const about = Object.fromEntries(
    rest.map((name) => {
      const { title, description } = properties[name];
      return [
        name,
        {
          title: typeof title === "string" ? title : name,
          ...(typeof description === "string" && { help: description }),
        },
      ];
    }),
  );
  return {
    id,
    label,
    expression,
    about,
    texts: rest.toSorted((a, b) => Number(a === id) - Number(b === id)),
  };
}

/** A case with an id that no other has. */
export function newCase({ id, label, expression, texts }: CaseShape, cases: readonly Case[]): Case {
  let n = cases.length + 1;
  while (id !== null && cases.some((each) => each[id] === `case-${n}`)) n++;
  const blank = Object.fromEntries(texts.map((name) => [name, ""]));
  return {
    ...blank,
    ...(id !== null && { [id]: `case-${n}` }),
    ...(label !== null && { [label]: "" }),
    [expression]: "",
  };
}
