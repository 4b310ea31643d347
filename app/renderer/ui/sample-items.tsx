// How many rows of each source the sample takes, and whether there is one, as items of a menu: in the last line and in the dock.

import { Menu } from "@mantine/core";
import { statusText as text } from "../strings/status.ts";
import { usePreview, useWorkspace } from "../workspace.tsx";

const SIZES = [20, 100, 1000, 10_000] as const;

export function SampleItems() {
  const { preview } = useWorkspace();
  const rows = usePreview((state) => state.rows);
  const on = usePreview((state) => state.on);
  return (
    <>
      <Menu.CheckboxItem checked={on} onChange={() => preview.setOn(!on)}>
        {text.previewOn}
      </Menu.CheckboxItem>
      <Menu.Divider />
      <Menu.Label>{text.sampleSize}</Menu.Label>
      <Menu.RadioGroup value={String(rows)} onChange={(value) => preview.setRows(Number(value))}>
        {SIZES.map((size) => (
          <Menu.RadioItem key={size} value={String(size)} disabled={!on} closeMenuOnClick>
            {text.rows(size)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
