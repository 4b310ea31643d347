// What is being typed into a field beside the value that the document has: text that is no value yet stays where it is.

import { useState } from "react";
import type { ReadValue } from "./logic/read-value.ts";
import { sameJson } from "../ui/same-json.ts";

interface Draft {
  readonly text: string;
  /** The document's value while this text stands; another one (undo) ends the draft. */
  readonly value: unknown;
  readonly wrong: string | null;
}

export interface DraftField {
  readonly text: string;
  readonly wrong: string | null;
  change(text: string): void;
  /** Focus has left: a text that was read gives way to how the value is written. */
  leave(): void;
  /** Back to the document's value. */
  drop(): void;
}

interface Options {
  readonly value: unknown;
  readonly format: (value: unknown) => string;
  readonly read: (text: string) => ReadValue;
  readonly set: (value: unknown) => void;
}

export function useDraft({ value, format, read, set }: Options): DraftField {
  const [draft, setDraft] = useState<Draft | null>(null);
  const live = draft && sameJson(draft.value, value) ? draft : null;
  return {
    text: live?.text ?? format(value),
    wrong: live?.wrong ?? null,
    change(text) {
      const found = read(text);
      if ("wrong" in found) return setDraft({ text, value, wrong: found.wrong });
      setDraft({ text, value: found.ok, wrong: null });
      if (!sameJson(found.ok, value)) set(found.ok);
    },
    leave: () => setDraft((current) => (current?.wrong ? current : null)),
    drop: () => setDraft(null),
  };
}
