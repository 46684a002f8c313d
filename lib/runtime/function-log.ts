/** A function's log: JSON lines, for whatever the platform ships its standard output to. Nothing unredacted gets there. */

import { pino } from "pino";
import { systemClock } from "../adapters/system/clock.ts";
import { eventLevels } from "../core/run-event.ts";
import type { Clock } from "../ports/clock.ts";
import type { Events } from "../ports/events.ts";
import type { Redactor } from "./redactor.ts";
import { isDefect, tellError } from "./told-error.ts";

export interface LogDestination {
  /** Takes one line with its line feed. */
  write(line: string): void;
}

interface LogOptions {
  /** The machine's own when absent. */
  readonly clock?: Clock;
  readonly log: LogDestination;
  readonly redactor: Redactor;
  /** Stand in each line, whatever an event tells beside them. */
  readonly fields: object;
}

/** `tell` writes a line of what is worth one. */
export interface FunctionLog extends Events {
  started(facts: object): void;
  done(result: object): void;
  /** `result` is what was done nevertheless, if anything. */
  failed(result: object | null, error: unknown): void;
}

export function createFunctionLog({ clock = systemClock, log, redactor, fields }: LogOptions): FunctionLog {
  const startedAt = clock.now();
  const logger = pino(
    {
      base: null,
      timestamp: () => `,"time":"${new Date(clock.now()).toISOString()}"`,
      formatters: { level: (level) => ({ level }), log: redactor.copy },
    },
    log,
  );
  const ended = (facts: object | null) => ({ ...fields, durationMs: Math.round(clock.now() - startedAt), ...facts });
  return {
    tell({ event, ...facts }) {
      const level = eventLevels[event];
      if (level !== null) logger[level]({ ...facts, ...fields }, event);
    },
    started: (facts) => logger.info({ ...fields, ...facts }, "started"),
    done: (result) => logger.info(ended(result), "done"),
    failed: (result, error) => logger.error(ended({ ...result, error: errorFields(error, redactor) }), "failed"),
  };
}

/** A defect's stack says where to look. */
function errorFields(error: unknown, redactor: Redactor): object {
  const told = tellError(error, redactor);
  return isDefect(error) && error instanceof Error ? { ...told, stack: error.stack } : told;
}
