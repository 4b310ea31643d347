// What every control of a param is given, and what it gives back.

import type { Param } from "../catalog-types.ts";

export interface ControlProps {
  readonly node: string;
  readonly param: Param;
  /** The set value, else the default; undefined when there is neither. */
  readonly value: unknown;
  readonly isSet: boolean;
  readonly readOnly: boolean;
  /** Ids that tie the control to its label, help and errors. */
  readonly ids: FieldIds;
  readonly hasErrors: boolean;
  /** One edit; edits of the same field that follow each other are one undo step. Undefined takes the value away. */
  set(value: unknown): void;
  /** Ends the undo step: focus has left. */
  done(): void;
}

export interface FieldIds {
  readonly input: string;
  readonly label: string;
  readonly about: string;
}

/** Attributes of the one input of a control. */
export function inputAttributes({ ids, readOnly, hasErrors }: ControlProps) {
  return {
    id: ids.input,
    "aria-describedby": ids.about,
    "aria-invalid": hasErrors || undefined,
    readOnly,
  } as const;
}

/** Attributes of the frame around a control that has several inputs. */
export function groupAttributes({ ids }: ControlProps) {
  return { role: "group", "aria-labelledby": ids.label, "aria-describedby": ids.about } as const;
}
