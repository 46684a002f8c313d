/**
 * The log of deliveries of one night, for one sink: before a message goes out, a line says that it will; behind it, a line
 * says what came of it. A log that cannot be read or written stops no alert: what went wrong with it is told.
 */

import { deliveriesTo, isUnderWay, type SinkDeliveries } from "../../core/alerts/delivery-log.ts";
import { isAuditError } from "../../core/errors.ts";
import { deliveryLogKey, type NightName } from "../../core/key.ts";
import type { DeliveryLine } from "../../core/schema/delivery.ts";
import type { AppendLog } from "../../ports/append-log.ts";
import type { Clock } from "../../ports/clock.ts";

/** What is known when a message is about to be sent. */
interface Reading {
  readonly deliveries: SinkDeliveries;
  /** Whether another run is sending something to this sink, as far as the log tells. */
  readonly isUnderWay: boolean;
  /** Null: the log cannot be read, so nothing can be appended either. */
  readonly position: number | null;
}

export interface DeliveryRecord {
  read(signal: AbortSignal): Promise<Reading>;
  /** `late`: another run came first, so what it did has to be read. `unlogged`: the log does not take the line. */
  begin(line: DeliveryLine, position: number | null, signal: AbortSignal): Promise<"begun" | "late" | "unlogged">;
  /** Whether the log has the line. */
  end(line: DeliveryLine, signal: AbortSignal): Promise<boolean>;
}

interface RecordOptions {
  readonly log: AppendLog;
  readonly clock: Clock;
  readonly sink: string;
  readonly name: NightName;
  /** Told what went wrong with the log. */
  onProblem(problem: string): void;
}

/** Others append too: so often a line is tried to be put behind theirs. */
const mostTries = 8;

export function createDeliveryRecord({ log, clock, sink, name, onProblem }: RecordOptions): DeliveryRecord {
  const key = deliveryLogKey(name);

  /** What throws, other than because time is up, counts as `otherwise`. */
  async function failOpen<Value>(attempt: string, otherwise: Value, run: () => Promise<Value>, signal: AbortSignal) {
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      onProblem(`Cannot ${attempt} ${key}: ${isAuditError(error) ? error.message : String(error)}`);
      return otherwise;
    }
  }

  return {
    read(signal) {
      const nothing: Reading = { deliveries: deliveriesTo(sink, []), isUnderWay: false, position: null };
      return failOpen("read", nothing, async () => readingOf(await log.read(key, signal), sink, clock.now()), signal);
    },
    begin(line, position, signal) {
      if (position === null) return Promise.resolve("unlogged");
      const append = async () =>
        (await log.append(key, position, [JSON.stringify(line)], signal)) === null ? "late" : "begun";
      return failOpen("append to", "unlogged", append, signal);
    },
    end(line, signal) {
      const append = async () => {
        for (let tries = 1; tries <= mostTries; tries += 1) {
          const { position } = await log.read(key, signal);
          if ((await log.append(key, position, [JSON.stringify(line)], signal)) !== null) return true;
        }
        onProblem(`Cannot append to ${key}: others came first ${mostTries} times. The alert may be sent again.`);
        return false;
      };
      return failOpen("append to", false, append, signal);
    },
  };
}

function readingOf(
  { lines, position }: { readonly lines: readonly string[]; readonly position: number },
  sink: string,
  now: number,
): Reading {
  return { deliveries: deliveriesTo(sink, lines), isUnderWay: isUnderWay(sink, lines, now), position };
}
