/** What a deployment would make different: one field, as it is and as it is to be. */

export interface Change {
  readonly step: Step;
  /** As serverless.yml has it: `memorySize`, `environment.NAME`, `trigger nightly.cron`. */
  readonly field: string;
  /** Null: there is none. The same as `to`: another one that is not told, or the same once more. */
  readonly from: string | null;
  readonly to: string | null;
}

/** By the call that makes it good. */
export type Step = "create" | "code" | "configuration" | "retry" | "trigger";

export type Fields = Readonly<Record<string, string | null>>;

/** Of the wanted fields those that are there in another way, or not at all. */
export function differences(step: Step, wanted: Fields, there: Fields): readonly Change[] {
  return Object.entries(wanted).flatMap(([field, to]) => {
    const from = there[field] ?? null;
    return from === to ? [] : [{ step, field, from, to }];
  });
}
