/** The machine's own name service: all addresses of a name. */

import { lookup } from "node:dns/promises";

export async function lookUpAll(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}
