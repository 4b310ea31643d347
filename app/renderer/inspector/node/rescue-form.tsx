// What a node does about rows that fail, in the order in which it is done.

import { SegmentedControl, TextInput } from "@mantine/core";
import { useId, type ReactNode } from "react";
import { DEFAULT_RESCUE, type Fallback, type Rescue } from "../../../../engine/document/types.ts";
import { words } from "../../strings/inspector.ts";
import { useDocument, usePlan, useWorkspace } from "../../workspace.tsx";
import { JsonText } from "../controls/json-text.tsx";
import { RecordEditor } from "../controls/record-editor.tsx";
import { numberText, readNumber } from "../logic/read-value.ts";
import { useDraft } from "../use-draft.ts";
import { useSame } from "../use-same.ts";
import { ERROR_PORT } from "../../edits/ports.ts";

interface Props {
  readonly id: string;
  readonly rescue: Partial<Rescue> | undefined;
}

const CONSTANT = { is: "scalar", types: ["number", "boolean", "null", "string"] } as const;
const EMPTY: Readonly<Record<Fallback["use"], Fallback>> = {
  constant: { use: "constant", columns: {} },
  params: { use: "params", params: {} },
};

export function RescueForm({ id, rescue }: Props) {
  const { document } = useWorkspace();
  const readOnly = useDocument((state) => state.readOnly);
  const outputs = usePlan(
    useSame((state) =>
      Object.entries(state.nodes[id]?.outputs ?? {})
        .filter(([port]) => port !== ERROR_PORT)
        .flatMap(([, { fields }]) => fields),
    ),
  );
  const full: Rescue = { ...DEFAULT_RESCUE, ...rescue };
  const { fallback } = full;
  const set = (part: Partial<Rescue>) =>
    void document.edit(
      words.rescueLabel,
      [{ do: "set-rescue", id, rescue: { ...full, ...part } }],
      `rescue:${id}:${Object.keys(part).join()}`,
    );
  const done = () => document.endMerge();
  const number = (key: "timeoutMs" | "retries" | "backoffMs", unit: string) => (
    <RescueNumber
      value={full[key]}
      nullable={key === "timeoutMs"}
      integer={key === "retries"}
      unit={unit}
      readOnly={readOnly}
      set={(value) => set({ [key]: value })}
      done={done}
    />
  );
  const choose = (use: string) => {
    set({ fallback: use === "none" ? null : EMPTY[use as Fallback["use"]] });
    done();
  };
  return (
    <div className="mr-form">
      <div className="mr-rescue-numbers">
        <Row title={words.timeout} help={words.timeoutHelp}>
          {number("timeoutMs", words.ms)}
        </Row>
        <Row title={words.retries} help={words.retriesHelp}>
          {number("retries", words.times)}
        </Row>
        <Row title={words.backoff} help={words.backoffHelp}>
          {number("backoffMs", words.ms)}
        </Row>
      </div>
      <Group title={words.fallback} help={words.fallbackHelp}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={words.fallback}
          readOnly={readOnly}
          data={[
            { value: "none", label: words.fallbackNone },
            { value: "constant", label: words.fallbackConstant },
            { value: "params", label: words.fallbackParams },
          ]}
          value={fallback?.use ?? "none"}
          onChange={choose}
        />
        {fallback?.use === "constant" && (
          <RecordEditor
            value={fallback.columns}
            cell={CONSTANT}
            keys={outputs}
            columns={outputs}
            isExpression={false}
            readOnly={readOnly}
            onChange={(columns) =>
              set({ fallback: { use: "constant", columns: columns as typeof fallback.columns } })
            }
            onLeave={done}
          />
        )}
        {fallback?.use === "params" && (
          <JsonText
            label={words.fallbackJson}
            value={fallback.params}
            readOnly={readOnly}
            onChange={(params) =>
              set({ fallback: { use: "params", params: (params ?? {}) as Record<string, unknown> } })
            }
            onLeave={done}
          />
        )}
      </Group>
      <Group title={words.onError} help={words.onErrorHelp}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={words.onError}
          readOnly={readOnly}
          data={[
            { value: "skip", label: words.onErrorSkip },
            { value: "stop", label: words.onErrorStop },
          ]}
          value={full.onError}
          onChange={(onError) => {
            set({ onError: onError });
            done();
          }}
        />
      </Group>
    </div>
  );
}

interface RowProps {
  readonly title: string;
  readonly help: string;
  readonly children: ReactNode;
}

function Row({ title, help, children }: RowProps) {
  return (
    <label className="mr-rescue-row" title={help}>
      <span className="mr-field-label">{title}</span>
      {children}
    </label>
  );
}

function Group({ title, help, children }: RowProps) {
  return (
    <div className="mr-field">
      <p className="mr-field-label">{title}</p>
      {children}
      <p className="mr-faint">{help}</p>
    </div>
  );
}

interface NumberProps {
  readonly value: number | null;
  readonly nullable: boolean;
  readonly integer: boolean;
  readonly unit: string;
  readonly readOnly: boolean;
  readonly set: (value: number | null) => void;
  readonly done: () => void;
}

function RescueNumber({ value, nullable, integer, unit, readOnly, set, done }: NumberProps) {
  const about = useId();
  const draft = useDraft({
    value,
    format: numberText,
    read: (text) => readNumber(text, { min: 0, integer, nullable }),
    set: (next) => set(next as number | null),
  });
  return (
    <TextInput
      className="mr-numbers"
      inputMode="decimal"
      aria-describedby={about}
      rightSection={
        <span id={about} className="mr-unit">
          {unit}
        </span>
      }
      rightSectionWidth={`calc(${unit.length}ch + 16px)`}
      placeholder={nullable ? "∞" : undefined}
      readOnly={readOnly}
      error={draft.wrong}
      value={draft.text}
      onChange={(event) => draft.change(event.currentTarget.value)}
      onBlur={() => {
        draft.leave();
        done();
      }}
    />
  );
}
