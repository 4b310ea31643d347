// In Electron `process.execPath` is Electron: with the fuse RunAsNode off, whatever is started with it to run a file of ours starts
// the whole program once more. So nothing in a process of the stand-in, or in a thread of one, may.

const processes = require("node:child_process");

const refuse = () => {
  throw new Error("In Electron this would start the program again: child_process with process.execPath");
};

exports.startNoNode = function startNoNode() {
  processes.fork = refuse;
  for (const way of ["spawn", "spawnSync", "execFile", "execFileSync"]) {
    const start = processes[way];
    processes[way] = (file, ...rest) => (file === process.execPath ? refuse() : start(file, ...rest));
  }
};
