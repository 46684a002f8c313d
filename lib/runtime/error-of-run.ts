/** Of all that went wrong in a run over several nights, the one error that says what is to happen next. */

import { DeadlineError, isAuditError } from "../core/errors.ts";
import type { CaughtUp, LeftWork } from "../usecases/audit/catch-up.ts";

/** What a retry can mend comes first, then what somebody has to mend. Null when nothing went wrong. */
export function errorOfRun({ failures, left, underWay }: Pick<CaughtUp, "failures" | "left" | "underWay">): unknown {
  const errors = failures.map(({ error }) => error);
  const retryable = errors.find((error) => isAuditError(error) && error.retryable);
  const defect = errors.find((error) => !isAuditError(error));
  return retryable ?? defect ?? outOfTime(left) ?? notStarted(underWay) ?? errors[0] ?? null;
}

/** What is left is done by whoever runs next, and the platform's retry is soonest. */
function outOfTime(left: readonly LeftWork[]): DeadlineError | null {
  if (left.length === 0) return null;
  const what = (["audit", "repair", "diff"] as const).flatMap((step) => {
    const dates = left.filter((work) => work.step === step).map(({ date }) => date);
    return dates.length === 0 ? [] : [`${step} ${dates.join(", ")}`];
  });
  return new DeadlineError(
    `Cannot ${what.join(" and ")} in this run: too little of its time is left. The next run goes on there`,
  );
}

/** Of a night whose other shards are at work: until these are too, nobody commits it. */
function notStarted(nights: CaughtUp["underWay"]): DeadlineError | null {
  const night = nights.find((each) => each.notStarted > 0);
  if (night === undefined) return null;
  const what = `${night.notStarted} of the ${night.shards} shards of ${night.name.date}`;
  return new DeadlineError(`Cannot start ${what} in this run. The next run goes on there. ${night.problem}`);
}
