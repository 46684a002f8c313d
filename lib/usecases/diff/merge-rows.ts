/**
 * Merges sorted streams of rows: what has one key comes together, each stream's row in its place.
 *
 * One row of each stream is in memory at a time.
 */

import pMap from "p-map";
import { compareText } from "../../core/order.ts";

export type RowStream<Row> = AsyncIterator<Row, unknown>;

interface Head<Row> {
  readonly key: string;
  readonly row: Row;
}

/** How many streams are opened at once. */
const openingAtOnce = 8;

/** Each stream's keys must ascend in code-unit order, none twice. Streams are closed whatever happens. */
export async function* mergeRows<Row>(
  streams: readonly RowStream<Row>[],
  keyOf: (row: Row) => string,
): AsyncGenerator<readonly (Row | null)[]> {
  const next = async (stream: RowStream<Row>): Promise<Head<Row> | null> => {
    const { done, value } = await stream.next();
    return done === true ? null : { key: keyOf(value), row: value };
  };
  try {
    const heads = await pMap(streams, next, { concurrency: openingAtOnce });
    for (let key = leastKey(heads); key !== null; key = leastKey(heads)) {
      yield heads.map((head) => (head?.key === key ? head.row : null));
      for (const [index, stream] of streams.entries()) {
        if (heads[index]?.key === key) heads[index] = await next(stream);
      }
    }
  } finally {
    await Promise.all(streams.map((stream) => stream.return?.()));
  }
}

function leastKey(heads: readonly (Head<unknown> | null)[]): string | null {
  let least: string | null = null;
  for (const head of heads) {
    if (head !== null && (least === null || compareText(head.key, least) < 0)) least = head.key;
  }
  return least;
}
