/** A server on the loopback that treats every connection alike, as soon as a request's head begins to come. */

import { type AddressInfo, createServer, type Socket } from "node:net";

export interface OpenFire {
  readonly endpoint: string;
  /** Connections that are open. */
  sockets(): number;
  close(): void;
}

export function openFire(burn: (socket: Socket) => void): Promise<OpenFire> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
    // On a connection that is used again, too.
    socket.on("data", (chunk) => {
      if (/^(GET|PUT|POST) /.test(chunk.toString("latin1"))) burn(socket);
    });
  });
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({ endpoint: `http://127.0.0.1:${port}`, sockets: () => sockets.size, close });
    });
  });
}
