/** Servers on the loopback for tests that need real sockets; all are closed after each test. */

import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createNetServer, type Server as NetServer, type Socket } from "node:net";
import { afterEach } from "vitest";

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Answers with an ordinary HTTP server; resolves with its URL. */
export async function serveHttp(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server, "http");
}

/** Hands each connection over once a request's head has come, for answers that no HTTP server would give. */
export async function serveRaw(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createNetServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => answer(socket));
  });
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return listen(server, "http");
}

export function listen(server: Server | NetServer, protocol: string): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve(`${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
