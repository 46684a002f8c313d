/** Real adapters for a look at an account: who waits for the answers has no time for many tries. */

import { createAccount } from "../adapters/account/account.ts";
import { removerOfFiles, removerOfObjects } from "../adapters/account/remove-trial.ts";
import { systemClock } from "../adapters/system/clock.ts";
import type { Send, Transport } from "../adapters/tencent/request.ts";
import { createSender } from "../adapters/tencent/sender.ts";
import { createTransport } from "../adapters/tencent/transport.ts";
import type { Settings } from "../config/settings.ts";
import type { Account } from "../ports/account.ts";
import type { Surroundings } from "./compose.ts";

const limits = { maxSockets: 4, tryTimeoutMs: 10_000, maxBodyBytes: 8 << 20 };
const attempts = 2;
const deadlineMs = 20_000;

export function composeAccount({ endpoints, report }: Settings, surroundings: Surroundings): Account {
  const { credentials, clock = systemClock, random = Math.random } = surroundings;

  function transportTo(endpoint: string | null): Transport {
    return surroundings.transport ?? createTransport(endpoint === null ? limits : { ...limits, endpoint });
  }

  function sendBy(transport: Transport): Send {
    return createSender({ transport, credentials, clock, random, maxInFlight: 4, attempts, deadlineMs });
  }

  const ci = transportTo(endpoints.ci);
  const cos = sendBy(transportTo(endpoints.cos));
  return createAccount({
    ci: { send: sendBy(ci), transport: ci },
    cos: { send: cos },
    scf: { credentials, clock, transport: transportTo(endpoints.scf) },
    removeTrial: report.store === "cos" ? removerOfObjects({ ...report, send: cos }) : removerOfFiles(report.path),
  });
}
