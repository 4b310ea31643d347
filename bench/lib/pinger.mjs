// A controller in a process of its own: sends a message to its parent every few milliseconds and notes when it is answered.

const EVERY_MS = 4;
const sentAt = new Map();
let answers = [];
let timer = null;
let next = 0;
let stopping = false;

process.on("message", (message) => {
  if (message.type === "start") return start();
  if (message.type === "stop") return stop();
  answers.push({ atMs: sentAt.get(message.id) - startMs, ms: performance.now() - sentAt.get(message.id) });
  sentAt.delete(message.id);
  if (stopping) stop();
});
process.on("disconnect", () => process.exit());

let startMs = 0;

function start() {
  startMs = performance.now();
  answers = [];
  stopping = false;
  // Without waiting for answers: a parent that is stuck must not be asked less often for it.
  timer = setInterval(() => {
    const id = next++;
    sentAt.set(id, performance.now());
    process.send({ type: "ping", id });
  }, EVERY_MS);
}

/** What is still unanswered is waited for. */
function stop() {
  clearInterval(timer);
  stopping = true;
  if (sentAt.size === 0) process.send({ type: "answers", answers });
}
