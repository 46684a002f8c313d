/**
 * A log that several processes may append to, each at the position that it has read to: of two that race, one is told
 * that it came late, and reads on.
 */
export interface AppendLog {
  /** Lines in the order in which they were appended, and where the next one goes. */
  read(key: string, signal: AbortSignal): Promise<LogText>;
  /**
   * Appends whole lines and says where the next one goes. Null: somebody else appended since `position` was read. What was
   * appended there already by a request whose answer got lost is found out by reading, and counts as appended.
   */
  append(key: string, position: number, lines: readonly string[], signal: AbortSignal): Promise<number | null>;
}

interface LogText {
  readonly lines: readonly string[];
  readonly position: number;
}
