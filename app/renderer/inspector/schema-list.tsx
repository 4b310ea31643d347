// The columns of a schema: name, type with its shape, and whether values may be missing.

import { Button, TextInput } from "@mantine/core";
import { Search } from "lucide-react";
import { useState } from "react";
import { marksOf } from "../../../engine/frames/marks.ts";
import { formatType, type Schema } from "../../../engine/frames/types.ts";
import { words } from "../strings/inspector.ts";

interface Props {
  readonly schema: Schema;
  readonly label: string;
}

/** More are worth a filter. */
const SEARCHED = 12;
const FIRST = 60;

export function SchemaList({ schema, label }: Props) {
  const [wanted, setWanted] = useState("");
  const [all, setAll] = useState(false);
  const { fields, open } = schema;
  const found = fields.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  const shown = all ? found : found.slice(0, FIRST);
  return (
    <>
      {fields.length > SEARCHED && (
        <TextInput
          aria-label={`${words.filterColumns}: ${label}`}
          placeholder={words.filterColumns}
          leftSection={<Search size={12} aria-hidden />}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      <ul className="mr-in-schema" tabIndex={0} aria-label={label}>
        {shown.map(({ name, type, nullable }, i) => (
          <li key={`${name}:${i}`}>
            <span className="mr-mono" title={name}>
              {name}
            </span>
            <span
              className="mr-schema-type"
              title={[formatType(type), nullable && words.nullable].filter(Boolean).join(" · ")}
            >
              {marksOf(type) ?? formatType(type)}
              {nullable && <span aria-label={words.nullable}>?</span>}
            </span>
          </li>
        ))}
        {found.length > shown.length && (
          <li>
            <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
              {words.showAllColumns(found.length)}
            </Button>
          </li>
        )}
      </ul>
      {open && <p className="mr-faint">{words.moreColumns}</p>}
    </>
  );
}
