// The first recordings of a sample as small waveforms, with their segments and how long they are.

import type { PreviewCell } from "../../../bridge/shapes.ts";
import { SmallWave } from "../../dock/preview/sound/small-wave.tsx";
import { segmentsIn, useSmallWave } from "../../dock/preview/sound/sound-cell.tsx";
import { soundWords } from "../../ui/sound-words.ts";
import type { ShownRow } from "./pictures.tsx";

interface Props {
  readonly node: string;
  readonly port: string;
  readonly column: string;
  readonly place: number;
  readonly rows: readonly ShownRow[];
}

const MOST = 3;
const POINTS = 100;

export function Waves({ node, port, column, place, rows }: Props) {
  return (
    <div className="mr-waves">
      {rows.slice(0, MOST).map(({ row, cells }) => (
        <Wave key={row} node={node} port={port} column={column} row={row} cell={cells[place]} cells={cells} />
      ))}
    </div>
  );
}

interface WaveProps extends Omit<Props, "rows" | "place"> {
  readonly row: number;
  readonly cell: PreviewCell | undefined;
  readonly cells: readonly PreviewCell[];
}

function Wave({ node, port, column, row, cell, cells }: WaveProps) {
  const wave = useSmallWave({ node, port }, row, column, cell, POINTS);
  const words = typeof cell === "object" && cell?.is === "audio" ? soundWords(cell) : "";
  return (
    <div className="mr-card-wave" title={words}>
      {wave ? <SmallWave {...wave} segments={segmentsIn(cells)} /> : <span className="mr-card-wave-none" />}
      <span className="mr-numbers">{words.split(" · ")[0]}</span>
    </div>
  );
}
