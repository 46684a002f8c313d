/**
 * What every function has around it: settings and credentials read afresh, a deadline, a line of log at each end, and
 * one rule for errors. A function throws only where the platform's retry can help, or on a defect of this program; all
 * else is logged and returned.
 */

import { readCredentials } from "../config/credentials.ts";
import { readSettings } from "../config/settings.ts";
import { createRunTally, type RunTally } from "../core/metrics/run-tally.ts";
import { type Events, eventsTo } from "../ports/events.ts";
import { compose } from "./compose.ts";
import { createFunctionLog } from "./function-log.ts";
import type { FunctionSpec, FunctionSurroundings, Handled, Handler, Outcome, Work } from "./function-spec.ts";
import { readInvocation } from "./invocation.ts";
import { redactedApp } from "./redacted-app.ts";
import { createRedactor, type Redactor } from "./redactor.ts";
import { secretsOfPlaces } from "./secrets-of-places.ts";
import { startTimeLimit, type TimeLimit } from "./time-limit.ts";
import { isThrown, redactedCopy, tellError } from "./told-error.ts";

export const settingsFile = "job-audit.yaml";

export function createHandler<Event extends object, Result extends object>(
  spec: FunctionSpec<Event, Result>,
  surroundings: FunctionSurroundings,
): Handler<Result> {
  return async (event, context) => {
    const { requestId, timeLimitMs } = readInvocation(context);
    const redactor = createRedactor(surroundings.env);
    const log = createFunctionLog({ ...surroundings, redactor, fields: { requestId, function: spec.name } });
    const limit = startTimeLimit(surroundings.clock, timeLimitMs);
    log.started({ timeLimitMs });
    const tally = createRunTally();
    const events = eventsTo([log, tally]);
    const { result, error } = await invoke(spec, { ...surroundings, redactor, requestId, events, tally }, event, limit);
    limit.end();
    if (result !== null && error === null) {
      log.done(result);
      return { status: "done", ...redactor.copy(result) };
    }
    log.failed(result, error);
    if (spec.throwsAll || isThrown(error)) throw redactedCopy(error, redactor);
    return refuse(result, error, redactor);
  };
}

interface Invoked extends FunctionSurroundings, Pick<Work, "requestId"> {
  readonly redactor: Redactor;
  readonly events: Events;
  readonly tally: RunTally;
}

/** Settings come first, then credentials: whatever is missing is told before anything is asked of the service. */
async function invoke<Event extends object, Result extends object>(
  spec: FunctionSpec<Event, Result>,
  { env, settingsText, redactor, requestId, tally, ...surroundings }: Invoked,
  event: unknown,
  { signal, usableMs, remainingMs }: TimeLimit,
): Promise<Outcome<Result | null>> {
  try {
    const decoded = spec.decode(event);
    const settings = readSettings(settingsText(), settingsFile, env);
    redactor.hide(secretsOfPlaces(settings, env));
    readCredentials(env);
    const given = { credentials: () => readCredentials(env), variable: (name: string) => env[name] };
    const app = redactedApp(compose(settings, { ...surroundings, ...given }), redactor);
    return await spec.run({ ...app, settings, requestId, tally, signal, usableMs, remainingMs }, decoded);
  } catch (error) {
    return { result: null, error };
  }
}

function refuse<Result extends object>(result: Result | null, error: unknown, redactor: Redactor): Handled<Result> {
  const failure = { status: "failed", error: tellError(error, redactor) } as const;
  return result === null ? failure : { ...redactor.copy(result), ...failure };
}
