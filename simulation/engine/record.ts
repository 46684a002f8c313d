/** What is noted while a plan is played. */

import type { Asked, Invocation, Listing, Mishandled, Write } from "../played.ts";

export interface PlayRecord {
  readonly writes: Write[];
  readonly invocations: Invocation[];
  readonly log: string[];
  readonly listings: Listing[];
  readonly asked: Asked[];
  readonly mishandled: Mishandled[];
  readonly fired: Map<string, number>;
  exchanges: number;
}

export function createRecord(): PlayRecord {
  const lists = { writes: [], invocations: [], log: [], listings: [], asked: [], mishandled: [] };
  return { ...lists, fired: new Map(), exchanges: 0 };
}

export function countFired({ fired }: PlayRecord, kind: string): void {
  fired.set(kind, (fired.get(kind) ?? 0) + 1);
}
