/** Who listens to what a run tells. Telling never fails and is not waited for. */

import type { RunEvent } from "../core/run-event.ts";

export interface Events {
  tell(event: RunEvent): void;
}

/** For who has no listener. */
export const noEvents: Events = { tell: () => undefined };

export function eventsTo(listeners: readonly Events[]): Events {
  return {
    tell: (event) => {
      for (const listener of listeners) listener.tell(event);
    },
  };
}
