/** What the environment holds for the sinks and the heartbeat that settings name: whoever has it can write there. */

import type { Environment } from "../config/environment.ts";
import type { Settings } from "../config/settings.ts";
import { sinkSecrets } from "../core/alerts/sink-secrets.ts";

export function secretsOfPlaces({ alerts, heartbeat }: Settings, env: Environment): readonly string[] {
  const names = alerts.sinks.flatMap(({ urlFrom, secretFrom }) => [urlFrom, secretFrom]);
  return sinkSecrets([...names, heartbeat?.urlFrom].map((name) => (name == null ? "" : env[name])));
}
