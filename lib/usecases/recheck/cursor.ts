/** A cursor over a stream of rows that lie in one order: several such streams are joined by moving on together. */

export interface Cursor<Row> {
  /** The row at hand, without moving on; null behind the last. */
  peek(): Promise<Row | null>;
  /** Moves on as long as `test` holds for the row at hand; `take` is given each row that is passed. */
  passWhile(test: (row: Row) => boolean, take?: (row: Row) => void): Promise<void>;
}

/** Nothing is read before it is asked for. */
export function createCursor<Row>(rows: AsyncIterable<Row>): Cursor<Row> {
  const iterator = rows[Symbol.asyncIterator]();
  let at: IteratorResult<Row, unknown> | null = null;
  const peek = async () => {
    at ??= await iterator.next();
    return at.done === true ? null : at.value;
  };
  return {
    peek,
    async passWhile(test, take = () => {}) {
      for (let row = await peek(); row !== null && test(row); row = await peek()) {
        take(row);
        at = null;
      }
    },
  };
}
