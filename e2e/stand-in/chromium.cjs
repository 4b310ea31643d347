// Debian's Chromium, without a window on a screen, spoken to over its DevTools protocol.

const { spawn } = require("node:child_process");
const { mkdtempSync, rmSync } = require("node:fs");
const { homedir } = require("node:os");
const { join } = require("node:path");
const { WebSocket } = require("ws");

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  ...[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
  ],
  ...["--disable-background-networking", "--disable-component-update", "--disable-popup-blocking"],
  // Windows lie on each other; what one cannot see must go on all the same.
  ...[
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-background-timer-throttling",
  ],
  "--remote-debugging-port=0",
];

/** Its endpoint for others, and a session of our own. */
exports.startChromium = async function startChromium() {
  const profile = mkdtempSync(join(homedir(), "chromium-"));
  const child = spawn(EXECUTABLE, [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  };
  process.once("exit", kill);
  const endpoint = await new Promise((found, failed) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      said += text;
      const [, url] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (url) found(url);
    });
    child.once("error", failed);
    child.once("exit", () => failed(new Error(`Chromium did not start: ${said}`)));
  });
  const socket = new WebSocket(endpoint, { perMessageDeflate: false, maxPayload: 2 ** 30 });
  await new Promise((opened, failed) => socket.once("open", opened).once("error", failed));
  const waiting = new Map();
  const listeners = new Set();
  let last = 0;
  socket.on("message", (data) => {
    const message = JSON.parse(data);
    if (message.id === undefined) return listeners.forEach((listener) => listener(message));
    const { resolve, reject, method } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) reject(new Error(`${method}: ${message.error.message}`));
    else resolve(message.result);
  });
  const send = (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject, method });
      socket.send(JSON.stringify({ id: last, method, params, sessionId }));
    });
  return {
    endpoint,
    send,
    /** With all its processes, and what they have written. */
    async close() {
      const ended = new Promise((exit) => child.once("exit", exit));
      void send("Browser.close").catch(() => {});
      await ended;
      kill();
      rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    },
    on: (listener) => void listeners.add(listener),
  };
};
