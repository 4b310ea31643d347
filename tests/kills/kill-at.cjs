// Loaded before a program (`node --require`): kills it without warning at its KILL_AT-th change of a file, a write in its middle.
// What is said to a database counts as one as well: a statement of SQLite, a call of DuckDB, a message to a server.
// FULL_AT bytes: the disk is full from there on. GONE_AT: the folder GONE is removed then. COUNT_TO: a file that gets the number of changes of a run that is not killed.

const fs = require("node:fs");
const { isMainThread } = require("node:worker_threads");

const killAt = Number(process.env.KILL_AT ?? Infinity);
const goneAt = Number(process.env.GONE_AT ?? Infinity);
const fullAt = Number(process.env.FULL_AT ?? Infinity);
const CHANGES = ["write", "writev", "fdatasync", "ftruncate", "rename", "unlink"];

let changes = 0;
let bytes = 0;

function isLast(name, args) {
  if (++changes === goneAt) fs.rmSync(process.env.GONE, { recursive: true });
  if (changes < killAt) return;
  // Half of what was to be written is there: a torn write.
  if (name === "write") fs.writeSync(args[0], args[1].subarray(0, args[1].length >> 1));
  if (name === "writev") fs.writeSync(args[0], args[1][0].subarray(0, args[1][0].length >> 1));
  process.kill(process.pid, "SIGKILL");
}

function sizeOf(name, args) {
  if (name === "write") return args[1].length;
  return name === "writev" ? args[1].reduce((sum, { length }) => sum + length, 0) : 0;
}

/** Their libraries write by themselves: the moment before is the one to be killed at. */
function watchDatabases(onChange) {
  const before = (owner, name) => {
    const real = owner[name];
    owner[name] = function (...args) {
      onChange();
      return real.apply(this, args);
    };
  };
  const Module = require("node:module");
  const load = Module._load;
  const seen = new Set();
  Module._load = function (name, ...rest) {
    const loaded = load.call(this, name, ...rest);
    if (seen.has(name)) return loaded;
    if (name === "libsql") {
      before(loaded.prototype, "exec");
      const prepare = loaded.prototype.prepare;
      loaded.prototype.prepare = function (...args) {
        const statement = prepare.apply(this, args);
        if (/^insert/i.test(args[0])) before(statement, "run");
        return statement;
      };
    }
    if (name === "libsql") seen.add(name);
    return loaded;
  };
  const { Socket } = require("node:net");
  const write = Socket.prototype.write;
  Socket.prototype.write = function (...args) {
    // Pipes have no port.
    if (this.remotePort !== undefined) onChange();
    return write.apply(this, args);
  };
}

if (isMainThread) {
  for (const name of CHANGES) {
    const real = fs[name];
    const changed = (...args) => {
      isLast(name, args);
      bytes += sizeOf(name, args);
      if (bytes > fullAt && sizeOf(name, args) > 0)
        return process.nextTick(args.at(-1), Object.assign(new Error("no space"), { code: "ENOSPC" }));
      return real.apply(fs, args);
    };
    // `promisify` goes by what the function says of itself.
    fs[name] = Object.defineProperties(changed, Object.getOwnPropertyDescriptors(real));
  }
  watchDatabases(() => isLast(""));
  if (process.env.COUNT_TO) process.on("exit", () => fs.writeFileSync(process.env.COUNT_TO, String(changes)));
}
