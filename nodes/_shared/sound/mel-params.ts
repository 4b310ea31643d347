// The params that log-mel and mfcc have in common, named as in librosa and with its defaults.

import { choice, number, optionalNumber, toggle } from "../../../engine/sdk/params.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { MelAnalysis } from "./mel-spectrum.ts";
import { loadFft, PAD_MODES, WINDOWS, type PadMode, type WindowName } from "./spectrum.ts";

export const melParams = {
  nFft: choice(["128", "256", "512", "1024", "2048", "4096", "8192"], {
    title: "FFT length",
    help: "Samples of a frame (n_fft).",
    default: "2048",
  }),
  hopLength: number({
    title: "Hop",
    help: "Samples from one frame to the next (hop_length).",
    unit: "samples",
    min: 1,
    max: 65_536,
    integer: true,
    default: 512,
  }),
  winLength: optionalNumber({
    title: "Window length",
    help: "Samples that the window covers, in the middle of the frame (win_length). Empty = all of it.",
    unit: "samples",
    min: 1,
    max: 8192,
    integer: true,
  }),
  window: choice(WINDOWS, {
    title: "Window",
    help: "How samples of a frame are weighted.",
    labels: { hann: "Hann", hamming: "Hamming", blackman: "Blackman", ones: "None" },
    default: "hann",
  }),
  center: toggle({
    title: "Centred",
    help: "Frames are centred on their sample; half a frame is padded before the first and behind the last.",
    default: true,
  }),
  padMode: choice(PAD_MODES, {
    title: "Padding",
    help: "What stands beyond the ends (pad_mode).",
    labels: { constant: "Silence", reflect: "The sound backwards", edge: "The last sample" },
    default: "constant",
  }),
  nMels: number({
    title: "Mel bands",
    help: "How many bands (n_mels).",
    min: 1,
    max: 1024,
    integer: true,
    default: 128,
  }),
  fmin: number({
    title: "Lowest",
    help: "Where the lowest band begins.",
    unit: "Hz",
    min: 0,
    max: 384_000,
    default: 0,
  }),
  fmax: optionalNumber({
    title: "Highest",
    help: "Where the highest band ends. Empty = half of the sampling rate.",
    unit: "Hz",
    min: 1,
    max: 384_000,
  }),
  htk: toggle({ title: "HTK scale", help: "The mel scale of HTK instead of Slaney's.", default: false }),
  norm: choice(["slaney", "none"], {
    title: "Band norm",
    help: "Each band has the area 1, or the height 1 (norm).",
    labels: { slaney: "Area 1", none: "Height 1" },
    default: "slaney",
  }),
  power: choice(["1", "2"], {
    title: "Power",
    help: "Whether bands are sums of magnitudes or of powers.",
    labels: { "1": "Magnitude", "2": "Power" },
    default: "2",
  }),
};

export interface MelSettings {
  readonly nFft: string;
  readonly hopLength: number;
  readonly winLength: number | null;
  readonly window: WindowName;
  readonly center: boolean;
  readonly padMode: PadMode;
  readonly nMels: number;
  readonly fmin: number;
  readonly fmax: number | null;
  readonly htk: boolean;
  readonly norm: "slaney" | "none";
  readonly power: string;
}

export async function melAnalysis(settings: MelSettings): Promise<MelAnalysis> {
  const { nFft: told, winLength, power, nMels, fmin, fmax, htk, norm, ...rest } = settings;
  const nFft = Number(told);
  const options = { ...rest, nFft, winLength: winLength ?? nFft, power: Number(power) };
  return new MelAnalysis(await loadFft(nFft), options, { nMels, fmin, fmax, htk, norm });
}

export function melIssues({ nFft, winLength, fmin, fmax }: MelSettings): NodeIssue[] {
  const issues: NodeIssue[] = [];
  if (winLength !== null && winLength > Number(nFft))
    issues.push({
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.winLength",
      message: "The window is longer than the frame.",
      expected: `at most ${nFft} samples`,
      got: String(winLength),
      hint: "Choose a longer FFT, or a shorter window.",
    });
  if (fmax !== null && fmax <= fmin)
    issues.push({
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.fmax",
      message: "The highest frequency is not above the lowest.",
      expected: `more than ${fmin} Hz`,
      got: `${fmax} Hz`,
      hint: "Leave it empty for half of the sampling rate.",
    });
  return issues;
}
