// Arrays that other threads see as well, where there are any.

export class SharedArrays {
  readonly #isShared: boolean;

  constructor(isShared: boolean) {
    this.#isShared = isShared;
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.#memory(length * Float64Array.BYTES_PER_ELEMENT));
  }

  ints(length: number): Int32Array {
    return new Int32Array(this.#memory(length * Int32Array.BYTES_PER_ELEMENT));
  }

  bytes(length: number): Uint8Array {
    return new Uint8Array(this.#memory(length));
  }

  #memory(bytes: number): ArrayBufferLike {
    return this.#isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  }
}
