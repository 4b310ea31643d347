// Copies what cells of a row hold, whole, as JSON.

import { ActionIcon } from "@mantine/core";
import { Braces } from "lucide-react";
import { jsonOf, MOST_CHARACTERS } from "../../marks/whole-cell.ts";
import type { Shell } from "../../shell.ts";
import { marksText as text } from "../../strings/marks.ts";
import { useWorkspace } from "../../workspace.tsx";
import { copyText } from "../copy-text.ts";
import type { Place } from "./samples.ts";

interface Props {
  readonly shell: Shell;
  readonly place: Place;
  readonly row: number;
  /** One: what it holds. Several: an object with a key for each. */
  readonly columns: readonly string[];
}

export function CopyJson({ shell, place, row, columns }: Props) {
  const { bridge, document } = useWorkspace();
  const copy = async () => {
    const { session } = document.getState();
    const cells = await Promise.all(
      columns.map(async (column) => {
        const asked = { session, ...place, row, column, limit: MOST_CHARACTERS };
        return [column, jsonOf((await bridge.preview.value(asked)).text)] as const;
      }),
    );
    const value = cells.length === 1 ? cells[0][1] : Object.fromEntries(cells);
    await copyText(shell, JSON.stringify(value, null, 2), columns.join(", "));
  };
  return (
    <ActionIcon
      aria-label={text.asJson}
      title={text.asJson}
      onClick={() => {
        copy().catch((thrown: unknown) =>
          shell.notify({ title: text.failed, text: (thrown as Error).message, level: "error" }),
        );
      }}
    >
      <Braces size={15} />
    </ActionIcon>
  );
}
