// The platform of a target that brings its libraries along.

import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useStore } from "zustand";
import type { ExportOutlook } from "../../bridge/shapes.ts";
import { isByPlatform, type ExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";

interface Props {
  readonly store: ExportStore;
  readonly outlook: ExportOutlook;
}

export function PlatformField({ store, outlook }: Props) {
  const isAsked = useStore(store, isByPlatform);
  const platform = useStore(store, (state) => state.platform);
  /** The host begins with its own. */
  const [here] = useState(outlook.platform);
  if (!isAsked) return null;
  const labelOf = ({ name, missing }: ExportOutlook["platforms"][number]) =>
    missing === null ? (name === here ? text.platformHere(name) : name) : text.platformMissing(name, missing);
  return (
    <NativeSelect
      size="xs"
      label={text.platform}
      value={platform}
      data={outlook.platforms.map((each) => ({ value: each.name, label: labelOf(each) }))}
      onChange={(event) => void store.choosePlatform(event.currentTarget.value)}
    />
  );
}
