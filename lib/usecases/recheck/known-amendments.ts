/**
 * What other nights told already of the open jobs of a chunk.
 *
 * Amendments lie in the order in which chunks are read: by night, scope and creation time. So the files of all nights
 * are read along with the chunks, each of them once; in memory are what concerns one chunk, and of each night the one
 * file at hand, packed, which holds 10,000 rows at most.
 */

import { compareText } from "../../core/order.ts";
import type { Amendment } from "../../core/schema/carried.ts";
import { scopeKey } from "../../core/scope.ts";
import type { CommittedNight } from "../report/read-commit.ts";
import { createCursor } from "./cursor.ts";
import type { DamageLog } from "./damage-log.ts";
import type { OpenChunk } from "./open-chunks.ts";

export interface KnownAmendments {
  /** In the order of the nights that learned them. Chunks come in the order of nights, scopes and time. */
  of(chunk: OpenChunk): Promise<readonly Amendment[]>;
}

export function readKnownAmendments(
  log: DamageLog,
  inputs: readonly CommittedNight[],
  signal: AbortSignal,
): KnownAmendments {
  const cursors = inputs.map(({ manifest }) =>
    createCursor(log.read<Amendment>({ manifest, dataset: "amendments", schema: "job-audit/amendment/v1" }, signal)),
  );
  return {
    async of(chunk) {
      const found: Amendment[] = [];
      for (const cursor of cursors) {
        await cursor.passWhile((row) => isBefore(row, chunk, chunk.window.from));
        await cursor.passWhile(
          (row) => isBefore(row, chunk, chunk.window.to),
          (row) => found.push(row),
        );
      }
      return found;
    },
  };
}

function isBefore(row: Amendment, { night, scope }: OpenChunk, time: number): boolean {
  const order = compareText(row.night, night) || compareText(scopeKey(row), scopeKey(scope));
  return order < 0 || (order === 0 && Date.parse(row.createdAt) < time);
}
