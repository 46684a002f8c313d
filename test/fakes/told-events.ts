/** A listener that remembers what it was told. */

import type { EventName, RunEvent } from "../../lib/core/run-event.ts";
import type { Events } from "../../lib/ports/events.ts";

export interface ToldEvents extends Events {
  readonly told: readonly RunEvent[];
  of<Name extends EventName>(name: Name): Extract<RunEvent, { event: Name }>[];
}

export function toldEvents(): ToldEvents {
  const told: RunEvent[] = [];
  return {
    told,
    tell: (event) => void told.push(event),
    of: <Name extends EventName>(name: Name) =>
      told.filter((event): event is Extract<RunEvent, { event: Name }> => event.event === name),
  };
}
