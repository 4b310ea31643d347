// Plays parts of a recording with the Web Audio API; one at a time.

export interface Playing {
  readonly from: number;
  readonly to: number;
}

export class Player {
  #context: AudioContext | null = null;
  #source: AudioBufferSourceNode | null = null;
  #startedAt = 0;
  #playing: Playing | null = null;
  readonly #onChange: (playing: Playing | null) => void;

  constructor(onChange: (playing: Playing | null) => void) {
    this.#onChange = onChange;
  }

  /** `wav` holds the recording from `from` to `to` (seconds). */
  async play(wav: Uint8Array, playing: Playing): Promise<void> {
    this.stop();
    const context = (this.#context ??= new AudioContext());
    const buffer = await context.decodeAudioData(wav.slice().buffer);
    await context.resume();
    this.stop();
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => {
      if (this.#source === source) this.stop();
    };
    this.#source = source;
    this.#startedAt = context.currentTime;
    this.#playing = playing;
    source.start();
    this.#onChange(playing);
  }

  /** Where it is, in seconds of the recording. */
  get position(): number | null {
    if (!this.#playing || !this.#context) return null;
    const { from, to } = this.#playing;
    return Math.min(to, from + this.#context.currentTime - this.#startedAt);
  }

  stop(): void {
    const source = this.#source;
    this.#source = null;
    source?.stop();
    if (!this.#playing) return;
    this.#playing = null;
    this.#onChange(null);
  }

  async close(): Promise<void> {
    this.stop();
    await this.#context?.close();
    this.#context = null;
  }
}
