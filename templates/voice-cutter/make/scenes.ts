// The recordings of this playbook: who says what and when, and what else is to be heard.

import { RATE, speak, type Spoken, type Voice } from "./speak.ts";

export interface Scene {
  readonly name: string;
  readonly samples: Float32Array;
  /** Seconds of each stretch with a voice. */
  readonly voiced: readonly (readonly [from: number, to: number])[];
}

const ANNA: Voice = { voice: "en-us+f3", wordsPerMinute: 165, pitch: 60 };
const BEN: Voice = { voice: "en-gb+m3", wordsPerMinute: 155, pitch: 40 };

interface Line {
  readonly atS: number;
  readonly voice: Voice;
  readonly text: string;
}

interface Plan {
  readonly name: string;
  readonly seconds: number;
  readonly lines: readonly Line[];
  /** What is to be heard besides, sample by sample. */
  readonly background: (samples: Float32Array) => void;
}

const PLANS: readonly Plan[] = [
  {
    name: "interview",
    seconds: 13,
    lines: [
      { atS: 0.8, voice: ANNA, text: "Good morning. When does the ship arrive?" },
      { atS: 4.6, voice: BEN, text: "It should be here on Friday." },
      { atS: 9.2, voice: ANNA, text: "Thank you, that is good news." },
    ],
    background: (samples) => addNoise(samples, 0.006, 11),
  },
  {
    name: "hotline",
    seconds: 11,
    lines: [{ atS: 6.4, voice: BEN, text: "Hello, you have reached the warehouse." }],
    // The ringing of a telephone in Germany: 425 Hz, a second of five.
    background: (samples) => {
      addTone(samples, 425, 0, 1, 0.25);
      addTone(samples, 425, 4, 5, 0.25);
      addNoise(samples, 0.002, 12);
    },
  },
  {
    name: "memo",
    seconds: 6,
    lines: [{ atS: 1.5, voice: ANNA, text: "Please check the third container." }],
    background: (samples) => addTone(samples, 50, 0, 6, 0.004),
  },
  {
    name: "nobody",
    seconds: 5,
    lines: [],
    background: (samples) => {
      [262, 330, 392, 523].forEach((hertz, i) => addTone(samples, hertz, 0.5 + i, 1.3 + i, 0.2));
      addNoise(samples, 0.05, 13);
    },
  },
];

export function makeScenes(): Scene[] {
  return PLANS.map(({ name, seconds, lines, background }) => {
    const samples = new Float32Array(seconds * RATE);
    const voiced = lines.flatMap(({ atS, voice, text }) =>
      mixIn(samples, Math.round(atS * RATE), speak(text, voice)),
    );
    background(samples);
    return { name, samples, voiced };
  });
}

function mixIn(samples: Float32Array, at: number, spoken: Spoken): [number, number][] {
  spoken.samples.forEach((value, i) => (samples[at + i] += 0.6 * value));
  return spoken.stretches.map(([from, to]) => [(at + from) / RATE, (at + to) / RATE]);
}

/** White noise from a seed. */
function addNoise(samples: Float32Array, amplitude: number, seed: number): void {
  let state = seed >>> 0;
  for (let i = 0; i < samples.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    samples[i] += amplitude * (state / 2 ** 31 - 1);
  }
}

function addTone(samples: Float32Array, hertz: number, fromS: number, toS: number, amplitude: number): void {
  for (let i = Math.round(fromS * RATE); i < toS * RATE; i++)
    samples[i] += amplitude * Math.sin((2 * Math.PI * hertz * i) / RATE);
}
