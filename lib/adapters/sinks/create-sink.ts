/** Makes a sink of its place in the settings: messages go there in its own form, until they are taken or refused. */

import type { SinkMessage } from "../../core/alerts/sink-message.ts";
import type { SinkPlace, SinkType } from "../../core/alerts/sink-place.ts";
import { SinkError } from "../../core/errors.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import type { TriableSink } from "../../ports/triable-sink.ts";
import { cleanSeen } from "./clean-seen.ts";
import { createTurns, type Delivery, deliver } from "./deliver.ts";
import { dingtalk } from "./dingtalk.ts";
import { feishu } from "./feishu.ts";
import type { Lookup } from "./guard-address.ts";
import { lookUpAll } from "./look-up-all.ts";
import { post } from "./post.ts";
import type { SinkKind } from "./sink-kind.ts";
import { readVariables, type Variable } from "./sink-variables.ts";
import { slack } from "./slack.ts";
import { webhook } from "./webhook.ts";
import { wecom } from "./wecom.ts";

export interface SinkDeps {
  readonly variable: Variable;
  readonly clock: Clock;
  readonly random: Random;
  /** The machine's own when absent. */
  readonly lookup?: Lookup;
  /** Certificates to trust instead of Node's own. */
  readonly ca?: string;
}

const kinds: Readonly<Record<SinkType, SinkKind>> = { webhook, wecom, dingtalk, feishu, slack };

/** Asks for the variables when something is to be sent: a run that sends nothing needs none. */
export function createSink(place: SinkPlace, deps: SinkDeps): TriableSink {
  const { name, type, severity, language } = place;
  const kind = kinds[type];
  const turn = createTurns(deps.clock, kind.spacingMs);

  async function deliverIt(message: SinkMessage, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const found = readVariables(place, kind, deps.variable);
    if ("problems" in found) throw refusal(name, found.problems.join("; "));
    const body = kind.write(message, language);
    const delivery = await deliver(
      async (stop) => {
        const request = kind.sign({ ...found, body, id: message.id, nowMs: deps.clock.now() });
        const answer = await post(request, { ...place, lookup: deps.lookup ?? lookUpAll, ca: deps.ca }, stop);
        return "outcome" in answer ? answer : kind.judge(answer, deps.clock.now());
      },
      { ...deps, turn },
      signal,
    );
    return concluded(name, delivery, [found.url.href, found.secret ?? undefined, deps.variable(place.urlFrom)]);
  }

  return {
    name,
    type,
    severity,
    problems: () => {
      const found = readVariables(place, kind, deps.variable);
      return "problems" in found ? found.problems : [];
    },
    preview: (message) => kind.write(message, language),
    deliver: deliverIt,
    send: async (message, signal) => void (await deliverIt(message, signal)),
  };
}

function concluded(name: string, { last, tries }: Delivery, values: readonly (string | undefined)[]): string {
  const seen = cleanSeen(last.seen, values);
  if (last.outcome === "taken") return seen;
  if (last.outcome === "refused") throw refusal(name, seen);
  const count = tries === 1 ? "one try" : `${tries} tries`;
  throw new SinkError(`Cannot send to sink ${name}: gave up after ${count}, the last so: ${seen}`, { retryable: true });
}

function refusal(name: string, seen: string): SinkError {
  return new SinkError(`Cannot send to sink ${name}: ${seen}`, { retryable: false });
}
