// Values that Electron's IPC would clone, as JSON: what JSON lacks gets a tag. Also injected into pages, so it stands alone.

exports.tagged = function tagged() {
  const toBase64 = (bytes) => {
    let text = "";
    for (let i = 0; i < bytes.length; i += 0x8000)
      text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return btoa(text);
  };
  const fromBase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const encode = (value) => {
    if (value === undefined) return { $: "undefined" };
    if (typeof value === "function" || typeof value === "symbol")
      throw new Error("An object could not be cloned.");
    if (typeof value === "bigint") return { $: "bigint", v: String(value) };
    if (typeof value === "number" && !Number.isFinite(value)) return { $: "number", v: String(value) };
    if (typeof value !== "object" || value === null) return value;
    if (ArrayBuffer.isView(value)) {
      if (value.constructor.name !== "Uint8Array" && value.constructor.name !== "Buffer")
        throw new Error(`The stand-in does not carry ${value.constructor.name}.`);
      return { $: "bytes", v: toBase64(value) };
    }
    if (Array.isArray(value)) return value.map(encode);
    if (value instanceof Error) return { $: "error", v: value.message };
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
      throw new Error(`The stand-in does not carry ${value.constructor.name}.`);
    return { $: "object", v: Object.entries(value).map(([key, item]) => [key, encode(item)]) };
  };
  const decode = (value) => {
    if (Array.isArray(value)) return value.map(decode);
    if (typeof value !== "object" || value === null) return value;
    switch (value.$) {
      case "undefined":
        return undefined;
      case "bigint":
        return BigInt(value.v);
      case "number":
        return Number(value.v);
      case "bytes":
        return fromBase64(value.v);
      case "error":
        return new Error(value.v);
      default:
        return Object.fromEntries(value.v.map(([key, item]) => [key, decode(item)]));
    }
  };
  return {
    write: (value) => JSON.stringify(encode(value)),
    read: (text) => decode(JSON.parse(text)),
  };
};
