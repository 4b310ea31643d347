// The side of the main process to which tests speak: evaluates what they send, and tells which windows there are.

const { BrowserWindow, theBrowser } = require("./browser-window.cjs");

exports.answerTests = function answerTests(electron) {
  if (!process.send) return;
  const answers = {
    evaluate: ({ source, argument }) => (0, eval)(`(${source})`)(electron, argument),
    endpoint: async () => (await theBrowser()).endpoint,
    /** Chromium's names of the windows' pages, once there are so many. */
    windows: async () =>
      BrowserWindow.getAllWindows().flatMap(({ webContents }) => webContents.targetId ?? []),
  };
  process.on("message", async ({ id, ask, ...details }) => {
    try {
      process.send({ id, value: await answers[ask](details) });
    } catch (error) {
      process.send({ id, error: String(error?.stack ?? error) });
    }
  });
  // The test is gone.
  process.once("disconnect", () => electron.app.exit());
};
