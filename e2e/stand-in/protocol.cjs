// `protocol.handle`: Chromium knows no scheme of its own making, so app://HOST/ becomes http://HOST.app.localhost:PORT/, answered
// by a server of this process. Such an address counts as secure, as a privileged scheme does. Its port is a difference that shows.

const { createServer } = require("node:http");

const handlers = new Map();
let port = 0;
const ready = new Promise((listening) => {
  const server = createServer((request, response) => {
    // Chromium looks for an icon by itself, Electron does not.
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    void answer(request).then(async ({ status, headers, body }) => {
      response.writeHead(status, headers).end(body);
    });
  });
  server.listen(0, "127.0.0.1", () => {
    ({ port } = server.address());
    server.unref();
    listening();
  });
});

async function answer(request) {
  const [, host, scheme] = /^(.+)\.(\w+)\.localhost(:|$)/.exec(request.headers.host ?? "") ?? [];
  const handler = handlers.get(scheme);
  if (!handler) return { status: 404 };
  return plain(await handler(new Request(`${scheme}://${host}${request.url}`, { method: request.method })));
}

async function plain(response) {
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** app://HOST/… as Chromium is told. */
exports.outside = async (url) => {
  await ready;
  const { protocol, host, pathname, search, hash } = new URL(url);
  return handlers.has(protocol.slice(0, -1))
    ? `http://${host}.${protocol.slice(0, -1)}.localhost:${port}${pathname}${search}${hash}`
    : url;
};

/** What Chromium says, as Electron would say it. */
exports.inside = (url) => {
  const [, host, scheme, rest] = /^http:\/\/(.+)\.(\w+)\.localhost:\d+(.*)$/.exec(url) ?? [];
  return scheme ? `${scheme}://${host}${rest}` : url;
};

exports.protocol = {
  registerSchemesAsPrivileged() {},
  handle: (scheme, handler) => void handlers.set(scheme, handler),
};

/** `net.fetch`, of handled schemes alone: the machine's network is not for tests. */
exports.fetchHandled = async (url, init) => {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1));
  if (!handler) throw new Error(`The stand-in fetches nothing but handled schemes: ${url}`);
  return handler(new Request(url, init));
};
