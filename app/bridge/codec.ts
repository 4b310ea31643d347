// Calls and events as bytes, for transports that have no structured clone: JSON with the byte arrays behind it.
//
// uint32 length of the JSON (little endian), the JSON, then for each byte array its uint32 length and its bytes. In the JSON a
// byte array is {"$bytes": n}, a number that JSON lacks {"$number": "NaN"}.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encode(value: unknown): Uint8Array {
  const attached: Uint8Array[] = [];
  const json = JSON.stringify(value, (_, item: unknown) => {
    if (item instanceof Uint8Array) return { $bytes: attached.push(item) - 1 };
    if (typeof item === "number" && !Number.isFinite(item)) return { $number: String(item) };
    if (typeof item === "bigint") return { $bigint: String(item) };
    return item;
  });
  const text = encoder.encode(json);
  const size = attached.reduce((sum, bytes) => sum + 4 + bytes.length, 4 + text.length);
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setUint32(0, text.length, true);
  out.set(text, 4);
  let at = 4 + text.length;
  for (const bytes of attached) {
    view.setUint32(at, bytes.length, true);
    out.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return out;
}

/** Throws for bytes that `encode` did not make. */
export function decode(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  const text = decoder.decode(bytes.subarray(4, 4 + length));
  const attached: Uint8Array[] = [];
  for (let at = 4 + length; at < bytes.length;) {
    const size = view.getUint32(at, true);
    attached.push(bytes.slice(at + 4, at + 4 + size));
    at += 4 + size;
  }
  return JSON.parse(text, (_, item: unknown) => {
    if (typeof item !== "object" || item === null) return item;
    if ("$bytes" in item) return attached[item.$bytes as number];
    if ("$number" in item) return Number(item.$number);
    if ("$bigint" in item) return BigInt(item.$bigint as string);
    return item;
  });
}
