// Below a large recording: play, where the cursor is, which row it is, and what is known of it.

import { ActionIcon } from "@mantine/core";
import { ChevronLeft, ChevronRight, Maximize, Play, Square, ZoomIn, ZoomOut } from "lucide-react";
import type { PreviewCell } from "../../../../bridge/shapes.ts";
import { soundText as text } from "../../../strings/sound.ts";
import { clockText } from "../../../ui/clock-text.ts";
import { soundWords } from "../../../ui/sound-words.ts";

interface Props {
  /** Place among the rows that are shown. */
  readonly at: number;
  readonly count: number;
  readonly onGo: (step: number) => void;
  readonly playing: boolean;
  readonly onPlay: () => void;
  readonly time: number;
  readonly cell: PreviewCell | undefined;
  readonly lineage: string;
  readonly trouble: string | null;
  readonly onZoom: (way: 1 | -1) => void;
  readonly onAll: () => void;
}

export function SoundBar(props: Props) {
  const { at, count, onGo, playing, onPlay, time, cell, lineage, trouble, onZoom, onAll } = props;
  const words = typeof cell === "object" && cell?.is === "audio" ? soundWords(cell) : "";
  const label = playing ? text.pause : text.play;
  return (
    <div className="mr-lightbox-foot">
      <ActionIcon variant="filled" aria-label={label} title={label} onClick={onPlay}>
        {playing ? <Square size={13} /> : <Play size={14} />}
      </ActionIcon>
      <span className="mr-sound-time mr-numbers" title={text.cursor(clockText(time))}>
        {clockText(time)}
      </span>
      <ActionIcon aria-label={text.before} title={text.before} disabled={at <= 0} onClick={() => onGo(-1)}>
        <ChevronLeft size={16} />
      </ActionIcon>
      <span className="mr-numbers">{text.of(at + 1, count)}</span>
      <ActionIcon aria-label={text.next} title={text.next} disabled={at >= count - 1} onClick={() => onGo(1)}>
        <ChevronRight size={16} />
      </ActionIcon>
      <span className="mr-lightbox-facts">
        {trouble === null ? (
          [words, lineage].filter(Boolean).join(" · ")
        ) : (
          <span className="mr-sound-trouble" role="alert">
            {text.notPlayed}: {trouble}
          </span>
        )}
      </span>
      <ActionIcon aria-label={text.shorter} title={text.shorter} onClick={() => onZoom(-1)}>
        <ZoomOut size={16} />
      </ActionIcon>
      <ActionIcon aria-label={text.longer} title={text.longer} onClick={() => onZoom(1)}>
        <ZoomIn size={16} />
      </ActionIcon>
      <ActionIcon aria-label={text.all} title={text.all} onClick={onAll}>
        <Maximize size={16} />
      </ActionIcon>
    </div>
  );
}
