// One failed row: what happened, where, what to do, and the row as it was.

import { ActionIcon, Button } from "@mantine/core";
import { Crosshair, X } from "lucide-react";
import type { FailedRow } from "../../../bridge/shapes.ts";
import { dockText } from "../../strings/dock.ts";
import { useWorkspace } from "../../workspace.tsx";
import { goToNode } from "../node-chip.tsx";

const text = dockText.failed;

export function FailedDetail({ row, onClose }: { readonly row: FailedRow; readonly onClose: () => void }) {
  const workspace = useWorkspace();
  const values = Object.entries(row.values);
  return (
    <aside className="mr-failed-detail" aria-label={text.placeOf(row)} tabIndex={0}>
      <div className="mr-failed-detail-head">
        <span>{text.placeOf(row)}</span>
        <ActionIcon size={20} aria-label={dockText.preview.close} onClick={onClose}>
          <X size={12} />
        </ActionIcon>
      </div>
      <p className="mr-failed-cause">{row.cause}</p>
      {row.hint && <p className="mr-failed-hint">{row.hint}</p>}
      <p className="mr-line-code">
        {row.code}
        {row.column !== undefined && ` · ${text.column.toLowerCase()} ${row.column}`}
      </p>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<Crosshair size={12} aria-hidden />}
        onClick={() => goToNode(workspace, row.node)}
      >
        {text.openNode}
      </Button>
      {values.length > 0 && (
        <>
          <p className="mr-failed-values-title">{text.values}</p>
          <dl className="mr-failed-values">
            {values.map(([name, value]) => (
              <div key={name} className={name === row.column ? "mr-failed-value-blamed" : undefined}>
                <dt title={name}>{name}</dt>
                <dd>
                  {value === null ? (
                    <span className="mr-td-null">{dockText.preview.null}</span>
                  ) : typeof value === "string" ? (
                    value
                  ) : (
                    JSON.stringify(value)
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </aside>
  );
}
