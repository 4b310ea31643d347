// On or off.

import { Switch } from "@mantine/core";
import type { ControlProps } from "./control.ts";

export function SwitchControl({ ids, value, set, done, readOnly }: ControlProps) {
  return (
    <Switch
      id={ids.input}
      aria-describedby={ids.about}
      checked={value === true}
      disabled={readOnly}
      onChange={(event) => {
        set(event.currentTarget.checked);
        done();
      }}
    />
  );
}
