/** What a night tells of the open jobs of the nights before it, each of its files read once along with theirs. */

import type { Amendment, Carried } from "../../core/schema/carried.ts";
import type { Manifest } from "../../core/schema/manifest.ts";
import { type Cursor, createCursor } from "../recheck/cursor.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { filesOf, readRows } from "../report/read-lines.ts";
import { type GatherDeps, logged } from "./logged-rows.ts";

export type LaterRow = Amendment | Carried;

export interface LaterNight {
  readonly manifest: Manifest;
  /** Amendments and carried jobs of the night, apart. Nights are asked for ascending, each once. */
  toldOf(night: string): readonly AsyncGenerator<LaterRow>[];
}

export function createLaterNight(deps: GatherDeps, { manifest }: CommittedNight, signal: AbortSignal): LaterNight {
  const open = <Row extends LaterRow>(dataset: "amendments" | "carried", schema: Row["schema"]) =>
    createCursor<LaterRow>(
      logged(deps, manifest.night, readRows<Row>(deps.store, filesOf(manifest, dataset), schema, signal)),
    );
  const cursors = [
    open<Amendment>("amendments", "job-audit/amendment/v1"),
    open<Carried>("carried", "job-audit/carried/v1"),
  ];
  return { manifest, toldOf: (night) => cursors.map((cursor) => rowsOf(cursor, night)) };
}

async function* rowsOf(cursor: Cursor<LaterRow>, night: string): AsyncGenerator<LaterRow> {
  await cursor.passWhile((row) => row.night < night);
  for (let row = await cursor.peek(); row !== null && row.night === night; row = await cursor.peek()) {
    await cursor.passWhile((each) => each === row);
    yield row;
  }
}
