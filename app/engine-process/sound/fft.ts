// The power of each frequency in a window of samples: a radix-2 transform (Cooley and Tukey), for pictures of sound.

/** `size` is a power of two. The answer of a call is overwritten by the next one: `size / 2 + 1` values. */
export function powerSpectrum(size: number): (window: Float64Array) => Float64Array {
  const bits = Math.log2(size);
  if (!Number.isInteger(bits)) throw new RangeError(`A transform of ${size} samples: no power of two.`);
  const places = Uint32Array.from({ length: size }, (_, at) => reversed(at, bits));
  const cosines = Float64Array.from({ length: size / 2 }, (_, at) => Math.cos((-2 * Math.PI * at) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, at) => Math.sin((-2 * Math.PI * at) / size));
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  const power = new Float64Array(size / 2 + 1);
  return (window) => {
    for (let at = 0; at < size; at++) re[places[at]] = window[at];
    im.fill(0);
    for (let half = 1; half < size; half *= 2) {
      const step = size / (half * 2);
      for (let block = 0; block < size; block += half * 2)
        for (let at = 0; at < half; at++) {
          const low = block + at;
          const high = low + half;
          const [cos, sin] = [cosines[at * step], sines[at * step]];
          const real = re[high] * cos - im[high] * sin;
          const imaginary = re[high] * sin + im[high] * cos;
          re[high] = re[low] - real;
          im[high] = im[low] - imaginary;
          re[low] += real;
          im[low] += imaginary;
        }
    }
    for (let at = 0; at < power.length; at++) power[at] = re[at] * re[at] + im[at] * im[at];
    return power;
  };
}

function reversed(value: number, bits: number): number {
  let result = 0;
  for (let bit = 0; bit < bits; bit++) result = (result << 1) | ((value >> bit) & 1);
  return result;
}
