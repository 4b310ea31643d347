// A value that has no control of its own: as tags, rows or a table where its JSON Schema is simple enough, else as JSON.

import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { words } from "../../strings/inspector.ts";
import { fitsShape, jsonShape } from "../logic/json-shape.ts";
import { groupAttributes, type ControlProps } from "./control.ts";
import { JsonText } from "./json-text.tsx";
import { ShapedValue } from "./shaped-value.tsx";

export function JsonControl(props: ControlProps) {
  const { param, value, ids, set, done, readOnly, hasErrors } = props;
  const [asText, setAsText] = useState(false);
  const shape = useMemo(() => jsonShape(param.schema), [param.schema]);
  const fits = shape.is !== "json" && fitsShape(value, shape);
  const { example } = param;
  const text = asText || !fits;
  const empty = value === undefined || JSON.stringify(value).length <= 2;
  return (
    <div {...groupAttributes(props)}>
      {text ? (
        <JsonText
          id={ids.input}
          describedBy={ids.about}
          {...{ value, example, readOnly }}
          invalid={hasErrors}
          onChange={set}
          onLeave={done}
        />
      ) : (
        <ShapedValue {...props} shape={shape} />
      )}
      {shape.is !== "json" && (
        <div className="mr-condition-foot">
          {!text && empty && example !== undefined && !readOnly ? (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                set(example);
                done();
              }}
            >
              {words.example}
            </Button>
          ) : (
            <span />
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            disabled={asText && !fits}
            onClick={() => setAsText(!text)}
          >
            {text ? words.asForm : words.asJson}
          </Button>
        </div>
      )}
    </div>
  );
}
