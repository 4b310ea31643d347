// How large the program gets, before it is made.

import { useStore } from "zustand";
import type { ExportOutlook } from "../../bridge/shapes.ts";
import { isByPlatform, type ExportStore } from "../stores/export.ts";
import { exportText as text } from "../strings/export.ts";

interface Props {
  readonly store: ExportStore;
  readonly outlook: ExportOutlook;
}

export function SizeLine({ store, outlook: { size, platforms } }: Props) {
  const brings = useStore(store, isByPlatform);
  const platform = useStore(store, (state) => state.platform);
  const libraries = platforms.find(({ name }) => name === platform)?.bytes ?? 0;
  const parts = [
    text.sizeProgram(size.program),
    ...(size.models > 0 ? [text.sizeModels(size.models)] : []),
    ...(brings && libraries > 0 ? [text.sizeLibraries(libraries)] : []),
    ...(!brings && size.npm > 0 ? [text.sizeNpm(size.npm)] : []),
  ];
  return (
    <section>
      <h3 className="mr-export-heading">{text.size}</h3>
      <p className="mr-export-size mr-numbers">{parts.join(", ")}</p>
      <p className="mr-export-soft">{text.samples}</p>
    </section>
  );
}
