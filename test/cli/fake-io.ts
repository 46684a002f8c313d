/** A terminal that keeps what it is given. In a pipe, unless told otherwise. */

import type { Io } from "../../cli/io.ts";

export interface FakeIo extends Io {
  readonly written: { out: string; err: string };
  interrupt(): void;
}

export function createFakeIo(parts: Partial<Io> = {}): FakeIo {
  const written = { out: "", err: "" };
  const interruption = new AbortController();
  return {
    written,
    interrupt: () => interruption.abort(new Error("interrupted")),
    out(text) {
      written.out += text;
    },
    err(text) {
      written.err += text;
    },
    env: {},
    isTerminal: false,
    columns: null,
    readInput: async () => Buffer.alloc(0),
    functions: "there/is/no/folder",
    signal: interruption.signal,
    ...parts,
  };
}
