/** Rows of a file of the whole night, scope by scope: each file is read once, along with the scopes. */

import type { FileEntry, Manifest } from "../../core/schema/manifest.ts";
import { compareScopes, type Scope } from "../../core/scope.ts";
import type { ReportStore } from "../../ports/report-store.ts";
import { createCursor } from "../recheck/cursor.ts";
import { filesOf, readRows } from "../report/read-lines.ts";

export interface ScopeRows<Row> {
  /** Scopes are asked for in their order, each once; its rows are read before the next one's. */
  of(scope: Scope): AsyncGenerator<Row>;
}

export interface RowKind<Row extends { readonly schema: string }> {
  readonly dataset: FileEntry["dataset"];
  readonly schema: Row["schema"];
}

export function createScopeRows<Row extends Scope & { readonly schema: string }>(
  store: ReportStore,
  manifest: Manifest,
  { dataset, schema }: RowKind<Row>,
  signal: AbortSignal,
): ScopeRows<Row> {
  const cursor = createCursor(readRows<Row>(store, filesOf(manifest, dataset), schema, signal));
  return {
    async *of(scope) {
      await cursor.passWhile((row) => compareScopes(row, scope) < 0);
      for (let row = await cursor.peek(); row !== null && compareScopes(row, scope) === 0; row = await cursor.peek()) {
        await cursor.passWhile((each) => each === row);
        yield row;
      }
    },
  };
}
