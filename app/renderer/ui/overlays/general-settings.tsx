// Settings of how the editor looks and moves.

import { NumberInput, SegmentedControl, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import type { UiState } from "../../stores/ui.ts";
import { settingsText as text } from "../../strings/sheets.ts";
import { usePreview, useUi, useWorkspace } from "../../workspace.tsx";

const MOST_SAMPLE_ROWS = 100_000;

export function GeneralSettings() {
  const { ui, preview } = useWorkspace();
  const { scheme, pointer, snap, panels } = useUi((state) => state);
  const rows = usePreview((state) => state.rows);
  const on = usePreview((state) => state.on);
  return (
    <>
      <Row title={text.scheme} help={text.schemeHelp}>
        <SegmentedControl
          size="xs"
          aria-label={text.scheme}
          value={scheme}
          data={Object.entries(text.schemes).map(([value, label]) => ({ value, label }))}
          onChange={(value) => ui.setState({ scheme: value as UiState["scheme"] })}
        />
      </Row>
      <Row title={text.pointer} help={text.pointerHelp}>
        <SegmentedControl
          size="xs"
          aria-label={text.pointer}
          value={pointer}
          data={Object.entries(text.pointers).map(([value, label]) => ({ value, label }))}
          onChange={(value) => ui.setState({ pointer: value as UiState["pointer"] })}
        />
      </Row>
      <Row title={text.snap} help={text.snapHelp}>
        <Switch
          aria-label={text.snap}
          checked={snap}
          onChange={(event) => ui.setState({ snap: event.currentTarget.checked })}
        />
      </Row>
      <Row title={text.minimap}>
        <Switch
          aria-label={text.minimap}
          checked={panels.minimap}
          onChange={(event) => ui.setState({ panels: { ...panels, minimap: event.currentTarget.checked } })}
        />
      </Row>
      <Row title={text.preview} help={text.previewHelp}>
        <Switch
          aria-label={text.preview}
          checked={on}
          onChange={(event) => preview.setOn(event.currentTarget.checked)}
        />
      </Row>
      <Row title={text.sample}>
        <NumberInput
          w={120}
          aria-label={text.sample}
          min={1}
          max={MOST_SAMPLE_ROWS}
          allowDecimal={false}
          disabled={!on}
          defaultValue={rows}
          onBlur={(event) => {
            const value = Number(event.currentTarget.value);
            if (value >= 1 && value !== rows) preview.setRows(Math.min(value, MOST_SAMPLE_ROWS));
          }}
        />
      </Row>
    </>
  );
}

interface RowProps {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}

function Row({ title, help, children }: RowProps) {
  return (
    <div className="mr-setting">
      <div>
        <div>{title}</div>
        {help !== undefined && <div className="mr-sheet-soft">{help}</div>}
      </div>
      {children}
    </div>
  );
}
