// What kernel.ts uses of WebAssembly: the types of Node do not tell of it, and those of browsers bring much else.

declare namespace WebAssembly {
  function validate(code: Uint8Array): boolean;
  class Module {
    constructor(code: Uint8Array);
  }
  class Instance {
    constructor(module: Module);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
