// `requestSingleInstanceLock`: the first one of a folder listens, each further one tells it its arguments.

const { closeSync, openSync, rmSync, writeFileSync, readFileSync } = require("node:fs");
const { connect, createServer } = require("node:net");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

let telling = Promise.resolve();
/** Whoever is not the first ends only when it has told what it was started with. */
exports.told = () => telling;

function isHeld(lock) {
  try {
    const [, pid] = /-(\d+)\.sock$/.exec(readFileSync(lock, "utf8"));
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

/** Whether this is the first. */
exports.singleInstance = function singleInstance(folder, second) {
  const lock = join(folder, "stand-in.lock");
  // The path of a socket may have a hundred characters only, so it does not lie in the folder.
  const path = join(tmpdir(), `millrace-stand-in-${process.pid}.sock`);
  // One that was killed has left its lock; the system takes Electron's away.
  if (!isHeld(lock)) rmSync(lock, { force: true });
  try {
    closeSync(openSync(lock, "wx"));
  } catch {
    const socket = connect(readFileSync(lock, "utf8"));
    telling = new Promise((done) => socket.once("close", done));
    socket.on("error", () => socket.destroy());
    socket.end(JSON.stringify([process.argv, process.cwd()])).resume();
    return false;
  }
  const server = createServer((socket) => {
    let text = "";
    socket.on("data", (part) => (text += part)).on("end", () => second(...JSON.parse(text)));
    // One that is killed while it tells has told nothing.
    socket.on("error", () => socket.destroy());
  });
  // One that was killed and had our number before us has left its socket too.
  rmSync(path, { force: true });
  server.listen(path).unref();
  writeFileSync(lock, path);
  process.once("exit", () => [lock, path].forEach((file) => rmSync(file, { force: true })));
  return true;
};
