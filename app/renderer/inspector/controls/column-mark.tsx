// What is to be said of a column's name: its type where it is known, else a mark with the reason.

import { Tooltip } from "@mantine/core";
import { CircleHelp, TriangleAlert } from "lucide-react";
import type { Schema } from "../../../../engine/frames/types.ts";
import { words } from "../../strings/inspector.ts";
import { typeText } from "../../ui/format.ts";
import type { Param } from "../catalog-types.ts";
import { columnState } from "../logic/column-filter.ts";

interface Props {
  readonly schema: Schema | null;
  readonly name: string;
  readonly of?: Param["of"];
}

export function ColumnMark({ schema, name, of }: Props) {
  const state = columnState(schema, name, of);
  const field = schema?.fields.find((each) => each.name === name);
  const type = field && typeText(field.type);
  switch (state) {
    case "fits":
      return <span className="mr-in-column-type">{type}</span>;
    case "unsure":
      return null;
    case "maybe":
      return <Mark text={words.columnMaybe} soft />;
    case "unknown":
      return <Mark text={words.columnUnknown} />;
    case "other":
      return (
        <span className="mr-in-column-type" data-bad>
          {type} <Mark text={words.columnOther} />
        </span>
      );
  }
}

function Mark({ text, soft }: { readonly text: string; readonly soft?: boolean }) {
  const Icon = soft ? CircleHelp : TriangleAlert;
  return (
    <Tooltip label={text}>
      <span className="mr-in-mark" data-soft={soft} role="img" aria-label={text}>
        <Icon size={13} aria-hidden />
      </span>
    </Tooltip>
  );
}
