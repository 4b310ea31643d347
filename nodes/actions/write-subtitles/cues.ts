// From stretches of time with a text to cues of subtitles: lines that are not too long, times as SRT and WebVTT have them.

export interface Timed {
  /** Seconds from the beginning of the recording. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface CueRules {
  readonly lineLength: number;
  readonly lines: number;
}

/** Touching stretches of one recording that say the same: it was cut there, and nothing happened. Half a millisecond is no gap. */
const TOUCH_S = 0.0005;

/** In the order of time; what does not fit into one cue goes on in the next, each shown as long as its share of the text. */
export function cuesOf(timed: readonly Timed[], rules: CueRules): Timed[] {
  const ordered = [...timed].sort((a, b) => a.start - b.start || a.end - b.end);
  const joined: Timed[] = [];
  for (const one of ordered) {
    const last = joined.at(-1);
    if (last?.text === one.text && Math.abs(last.end - one.start) <= TOUCH_S)
      joined[joined.length - 1] = { ...last, end: one.end };
    else joined.push(one);
  }
  return joined.flatMap((one) => inCues(one, rules));
}

function inCues({ start, end, text }: Timed, { lineLength, lines }: CueRules): Timed[] {
  const all = wrap(text, lineLength);
  const blocks: string[] = [];
  for (let i = 0; i < all.length; i += lines) blocks.push(all.slice(i, i + lines).join("\n"));
  const total = blocks.reduce((sum, { length }) => sum + length, 0);
  let at = start;
  return blocks.map((block, i) => {
    const until = i === blocks.length - 1 ? end : at + ((end - start) * block.length) / total;
    const cue = { start: at, end: until, text: block };
    at = until;
    return cue;
  });
}

/** Lines of whole words; a word that is longer than a line is cut. White space is one blank: an empty line would end a cue. */
export function wrap(text: string, length: number): string[] {
  const words = text.split(/\s+/u).filter((word) => word !== "");
  const lines: string[] = [];
  let line = "";
  for (const word of words.flatMap((one) => pieces(one, length))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (Array.from(longer).length <= length) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, length: number): string[] {
  const signs = Array.from(word);
  if (signs.length <= length) return [word];
  return Array.from({ length: Math.ceil(signs.length / length) }, (_, i) =>
    signs.slice(i * length, (i + 1) * length).join(""),
  );
}

/** SubRip: numbered, a comma before the milliseconds. */
export function srt(cues: readonly Timed[]): string {
  return cues
    .map(({ start, end, text }, i) => `${i + 1}\n${time(start, ",")} --> ${time(end, ",")}\n${text}\n`)
    .join("\n");
}

/** WebVTT: a heading, a point before the milliseconds, and signs that would be tags escaped. */
export function vtt(cues: readonly Timed[]): string {
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const blocks = cues.map(
    ({ start, end, text }) => `${time(start, ".")} --> ${time(end, ".")}\n${escaped(text)}\n`,
  );
  return ["WEBVTT\n", ...blocks].join("\n");
}

/** Rounded once, so that 59.9996 s is a minute and not 60 seconds. */
function time(seconds: number, point: string): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}${point}${String(ms % 1000).padStart(3, "0")}`;
}
