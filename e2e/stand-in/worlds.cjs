// What runs in the page: the preload script in a world of its own, and the bridge from there to the page's world. The two halves
// call each other by synchronous events, whose details Chromium clones from world to world.

const { tagged } = require("./tagged.cjs");

/** One half of contextBridge; both are made of this. Functions and promises become numbers on the way, and calls back. */
function makeHalf(side, token) {
  const channel = (to) => `${token}:${to}`;
  const other = side === "page" ? "preload" : "page";
  const kept = new Map();
  const waiting = new Map();
  let last = 0;
  const keep = (item) => (kept.set(++last, item), last);
  const say = (detail) => window.dispatchEvent(new CustomEvent(channel(other), { detail }));
  const settle = (promise, id) =>
    promise.then(
      (value) => say({ do: "settle", id, value: pack(value) }),
      (error) => say({ do: "settle", id, error: String(error?.message ?? error) }),
    );
  const pack = (value) => {
    if (typeof value === "function") return { is: "function", id: keep(value) };
    if (value instanceof Promise) {
      const id = `${side}${++last}`;
      void settle(value, id);
      return { is: "promise", id };
    }
    if (Array.isArray(value)) return { is: "array", items: value.map(pack) };
    if (
      value !== null &&
      typeof value === "object" &&
      Object.prototype.toString.call(value) === "[object Object]"
    )
      return { is: "object", items: Object.entries(value).map(([key, item]) => [key, pack(item)]) };
    return { is: "value", value };
  };
  const unpack = (packed) => {
    if (packed.is === "function") return (...args) => call(packed.id, args);
    if (packed.is === "promise")
      return new Promise((resolve, reject) => waiting.set(packed.id, { resolve, reject }));
    if (packed.is === "array") return packed.items.map(unpack);
    if (packed.is === "object")
      return Object.fromEntries(packed.items.map(([key, item]) => [key, unpack(item)]));
    return packed.value;
  };
  let returned;
  const call = (id, args) => {
    say({ do: "call", id, args: args.map(pack) });
    const { error, value } = returned;
    if (error !== undefined) throw new Error(error);
    return unpack(value);
  };
  const freeze = (item) => {
    if (item !== null && typeof item === "object") Object.values(Object.freeze(item)).forEach(freeze);
    return item;
  };
  window.addEventListener(channel(side), ({ detail }) => {
    switch (detail.do) {
      case "call": {
        let answer;
        try {
          answer = { value: pack(kept.get(detail.id)(...detail.args.map(unpack))) };
        } catch (error) {
          answer = { error: String(error?.message ?? error) };
        }
        say({ do: "return", ...answer });
        break;
      }
      case "return":
        returned = detail;
        break;
      case "settle": {
        const { resolve, reject } = waiting.get(detail.id);
        waiting.delete(detail.id);
        if (detail.error === undefined) resolve(unpack(detail.value));
        else reject(new Error(detail.error));
        break;
      }
      case "expose":
        Object.defineProperty(window, detail.name, { value: freeze(unpack(detail.api)), enumerable: true });
    }
  });
  return { expose: (name, api) => say({ do: "expose", name, api: pack(api) }) };
}

/** `electron` as a sandboxed preload script sees it. `toMain`: the binding that carries text to the main process. */
function makePreloadElectron(half, { write, read }, toMain) {
  const invoked = new Map();
  const listeners = new Map();
  let dragged = [];
  let last = 0;
  const strict = (name, object) =>
    new Proxy(object, {
      get(target, key) {
        if (Object.hasOwn(target, key) || typeof key === "symbol") return target[key];
        throw new Error(`The stand-in for Electron has no ${name}.${String(key)}`);
      },
    });
  const heardFrom = (text) => {
    const message = read(text);
    if (message.do === "drag") dragged = message.files;
    else if (message.do === "event")
      for (const listener of listeners.get(message.channel) ?? []) listener({}, ...message.args);
    else {
      const { resolve, reject } = invoked.get(message.id);
      invoked.delete(message.id);
      if (message.error === undefined) resolve(message.value);
      else reject(new Error(message.error));
    }
  };
  const of = (channel) => listeners.get(channel) ?? listeners.set(channel, new Set()).get(channel);
  const electron = strict("electron", {
    contextBridge: strict("contextBridge", { exposeInMainWorld: half.expose }),
    ipcRenderer: strict("ipcRenderer", {
      invoke: (channel, ...args) =>
        new Promise((resolve, reject) => {
          invoked.set(++last, { resolve, reject });
          toMain(write({ id: last, channel, args }));
        }),
      on: (channel, listener) => void of(channel).add(listener),
      removeListener: (channel, listener) => void of(channel).delete(listener),
    }),
    // Of files that lie nowhere Electron says "".
    webUtils: strict("webUtils", {
      getPathForFile: ({ name, size }) =>
        dragged.find((file) => file.name === name && file.size === size)?.path ?? "",
    }),
  });
  return { electron, heardFrom };
}

/** For the page's own world. */
exports.pageScript = (token) => `(${makeHalf})("page", ${JSON.stringify(token)});`;

/** For the preload's world; `globalThis.heardFromMain(text)` is how main speaks to it. */
exports.preloadScript = (token, binding, source) => `{
  const { electron, heardFrom } = (${makePreloadElectron})(
    (${makeHalf})("preload", ${JSON.stringify(token)}), (${tagged})(), globalThis[${JSON.stringify(binding)}]);
  globalThis.heardFromMain = heardFrom;
  (function (require, module, exports, process) {${source}
})((id) => {
    if (id !== "electron") throw new Error("A sandboxed preload cannot load " + id);
    return electron;
  }, { exports: {} }, {}, undefined);
}`;
