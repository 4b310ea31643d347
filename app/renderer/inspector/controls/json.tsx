// A value that has no control of its own: as tags, rows or a table where its JSON Schema is simple enough, else as JSON.

import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { Braces, Rows3 } from "lucide-react";
import { useMemo, useState } from "react";
import { words } from "../../strings/inspector.ts";
import { useInput } from "../context.ts";
import { exampleOf } from "../logic/example.ts";
import { isNothing } from "../logic/json-text.ts";
import { fitsShape, jsonShape } from "../logic/json-shape.ts";
import { groupAttributes, type ControlProps } from "./control.ts";
import { JsonText } from "./json-text.tsx";
import { ShapedValue } from "./shaped-value.tsx";
import { useNames } from "./use-names.ts";

const NO_FIELDS = [] as const;

export function JsonControl(props: ControlProps) {
  const { param, value, ids, set, done, readOnly, hasErrors } = props;
  const [asText, setAsText] = useState(false);
  const shape = useMemo(() => jsonShape(param.schema), [param.schema]);
  const fits = shape.is !== "json" && fitsShape(value, shape);
  const names = useNames(param);
  const example = exampleOf(param, names, useInput(param)?.fields ?? NO_FIELDS);
  const exampleLabel = param.keys === "model-inputs" ? words.fillInputs : words.example;
  const text = asText || !fits;
  const empty = isNothing(value);
  return (
    <div {...groupAttributes(props)}>
      {text ? (
        <JsonText
          id={ids.input}
          describedBy={ids.about}
          {...{ example, exampleLabel, readOnly }}
          // null is what an empty field means.
          value={value ?? undefined}
          invalid={hasErrors}
          onChange={set}
          onLeave={done}
        />
      ) : (
        <ShapedValue {...props} shape={shape} />
      )}
      {shape.is !== "json" && (
        <Tooltip label={text ? words.asForm : words.asJson}>
          <ActionIcon
            size={20}
            className="mr-json-switch"
            aria-label={`${text ? words.asForm : words.asJson}: ${param.title}`}
            disabled={asText && !fits}
            onClick={() => setAsText(!text)}
          >
            {text ? <Rows3 size={12} aria-hidden /> : <Braces size={12} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
      {!text && empty && example !== undefined && !readOnly && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            set(example);
            done();
          }}
        >
          {exampleLabel}
        </Button>
      )}
    </div>
  );
}
