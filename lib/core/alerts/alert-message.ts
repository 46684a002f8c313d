/** What is sent to people: one message of one night to one sink, made of the incidents that it has not been told of. */

import type { NightName } from "../key.ts";
import type { NamesById } from "../names.ts";
import type { Incident, IncidentChange } from "../schema/incidents.ts";
import type { Severity } from "../schema/signals.ts";

export type Language = "en" | "zh";

export interface AlertItem {
  /** Id of the incident's event. */
  readonly id: string;
  readonly change: IncidentChange;
  readonly incident: Incident;
}

export interface AlertMessage {
  /** The same however often it is sent: receivers drop what they had. */
  readonly id: string;
  /** Epoch milliseconds of the first attempt. */
  readonly at: number;
  /** Whether it is made up, to try the sink. */
  readonly sample: boolean;
  readonly night: NightName;
  readonly status: "complete" | "incomplete";
  /** Key of the commit of the diff that it tells of. */
  readonly commit: string;
  /** Where the report's page lies, for people: never a signed address. Null: there is none. */
  readonly page: string | null;
  /** Queue ids to names, as far as they are known: people know a queue by its name. */
  readonly queueNames?: NamesById;
  /** The same of templates. */
  readonly templateNames?: NamesById;
  readonly severity: Severity;
  /** The most severe first; never none. */
  readonly items: readonly AlertItem[];
  readonly headline: {
    readonly jobs: number;
    readonly failed: number;
    readonly findings: number;
    readonly openIncidents: number;
    readonly holes: number;
  };
}
