// Which control draws which kind of param.

import type { ComponentType } from "react";
import type { Param } from "../catalog-types.ts";
import { ChoiceControl } from "./choice.tsx";
import { ColourControl } from "./colour.tsx";
import { ColumnControl } from "./column.tsx";
import { ColumnsControl } from "./columns.tsx";
import { ConditionsControl } from "./conditions.tsx";
import type { ControlProps } from "./control.ts";
import { ExpressionControl } from "./expression.tsx";
import { JsonControl } from "./json.tsx";
import { KeyValuesControl } from "./key-values.tsx";
import { ModelControl } from "./model.tsx";
import { NumberControl } from "./number.tsx";
import { FileControl, FolderControl } from "./path.tsx";
import { SecretControl } from "./secret.tsx";
import { SwitchControl } from "./switch.tsx";
import { TextControl } from "./text.tsx";

export const controls = {
  number: NumberControl,
  text: TextControl,
  colour: ColourControl,
  choice: ChoiceControl,
  switch: SwitchControl,
  file: FileControl,
  folder: FolderControl,
  model: ModelControl,
  column: ColumnControl,
  columns: ColumnsControl,
  expression: ExpressionControl,
  "key-values": KeyValuesControl,
  conditions: ConditionsControl,
  secret: SecretControl,
  json: JsonControl,
} satisfies Record<Param["control"], ComponentType<ControlProps>>;

/** Controls that show the issues of their entries beside them. */
export const placesEntryIssues: ReadonlySet<Param["control"]> = new Set<Param["control"]>([
  "key-values",
  "conditions",
]);
