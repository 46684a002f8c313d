/** What `alerts explain` is asked about: an incident or one of its events, by the beginning of an id, or a scope. */

import { ConfigError } from "../lib/core/errors.ts";
import { safeText } from "../lib/core/safe-text.ts";
import type { Incident, Incidents } from "../lib/core/schema/incidents.ts";
import { type Scope, scopeKey } from "../lib/core/scope.ts";

/** Null: nothing has such an id, or none is named. Throws `ConfigError` when several incidents do. */
export function findIncident({ incidents, events }: Incidents, id: string): Incident | null {
  if (id === "") return null;
  const ofEvents = events.filter((event) => event.id.startsWith(id)).map(({ incident }) => incident);
  const found = incidents.filter((incident) => incident.id.startsWith(id) || ofEvents.includes(incident.id));
  if (found.length < 2) return found[0] ?? null;
  const ids = [...incidents, ...events].map((each) => each.id).filter((each) => each.startsWith(id));
  throw new ConfigError(
    `${safeText(id)} is the beginning of several ids: ${ids.sort().slice(0, 10).join(", ")}; name more of it`,
  );
}

/** Scopes that have all of these names in this order, such as `queue/tag`; a queue may be named by its name. */
export function findScopes(
  scopes: readonly Scope[],
  text: string,
  queueNames: ReadonlyMap<string, string>,
): readonly Scope[] {
  return scopes.filter((scope) => {
    const named = { ...scope, queueId: queueNames.get(scope.queueId) ?? scope.queueId };
    return [scope, named].some((each) => `/${scopeKey(each)}/`.includes(`/${text}/`));
  });
}
