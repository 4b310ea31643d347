// Playing a part of the recording that is shown, and where it stands.

import { useEffect, useMemo, useRef, useState } from "react";
import { useWorkspace } from "../../../workspace.tsx";
import type { Place } from "../samples.ts";
import { Player, type Playing } from "./player.ts";

export interface Playback {
  readonly playing: Playing | null;
  readonly play: (from: number, to: number) => void;
  readonly stop: () => void;
  readonly trouble: string | null;
}

/** `onMove` is told where it is with every picture of the screen while it plays, and where it came to. */
export function usePlayer(
  place: Place,
  row: number,
  column: string,
  onMove: (time: number) => void,
): Playback {
  const { bridge, document } = useWorkspace();
  const [playing, setPlaying] = useState<Playing | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const player = useMemo(() => new Player(setPlaying), []);
  const move = useRef(onMove);
  move.current = onMove;
  /** What was asked for last: an answer that comes later than the next question is none. */
  const asked = useRef(0);
  useEffect(() => () => void player.close(), [player]);
  useEffect(() => {
    asked.current++;
    player.stop();
    setTrouble(null);
  }, [player, place.node, place.port, row, column]);
  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    const follow = () => {
      const at = player.position;
      if (at === null) return;
      move.current(at);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [player, playing]);
  const play = (from: number, to: number) => {
    const own = ++asked.current;
    setTrouble(null);
    const { session } = document.getState();
    bridge.preview
      .wav({ session, ...place, row, column, from, to })
      .then(async ({ wav, ...part }) => {
        if (own === asked.current) await player.play(wav, part);
      })
      .catch((thrown: unknown) => {
        if (own === asked.current) setTrouble((thrown as Error).message);
      });
  };
  const stop = () => {
    asked.current++;
    player.stop();
  };
  return { playing, play, stop, trouble };
}
