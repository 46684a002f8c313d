/** What an emulator is made of. Time, waiting and the content of the cloud are passed in. */

import type { Identities } from "./cam/identities.ts";
import type { CiBehaviour } from "./ci/behaviour.ts";
import type { ListedPage } from "./ci/list-jobs.ts";
import type { FaultRule } from "./faults.ts";
import type { EmulatorReply, EmulatorRequest, SignedFacts } from "./http.ts";
import type { ScfOptions } from "./scf/options.ts";
import type { Delay } from "./send.ts";
import type { Credential, SignatureRules } from "./signature.ts";
import type { ThrottleRule } from "./throttle.ts";
import type { World } from "./world.ts";

export type CosHandler = (request: EmulatorRequest, signed: SignedFacts) => EmulatorReply | Promise<EmulatorReply>;

export interface EmulatorOptions extends Partial<CiBehaviour> {
  readonly world: World;
  /** They may do everything. */
  readonly credentials: readonly Credential[];
  /** Whoever else may sign, and do what their policies permit. */
  readonly identities?: Identities | undefined;
  /** 0, the usual value, takes any free one. */
  readonly port?: number;
  /** Epoch milliseconds: the clock of job states, signatures, tokens and throttling. */
  readonly now?: () => number;
  /** Every answer is sent so long after its request came, or as soon as it is made when that takes longer. */
  readonly delayMs?: number;
  readonly delay?: Delay;
  readonly throttle?: ThrottleRule;
  readonly faults?: readonly FaultRule[];
  readonly signature?: Partial<SignatureRules>;
  /** Those that there are; a host of any other is none of the service's. Every region is there unless told otherwise. */
  readonly regions?: readonly string[];
  /** Object storage; without it every COS request is answered with NotImplemented. */
  readonly cos?: CosHandler;
  /** The function platform's API; without it a request to its host is one to an unknown host. */
  readonly scf?: ScfOptions;
  /** Epoch milliseconds: the clock of that API's signatures, the machine's by default, as its clients sign by that. */
  readonly scfNow?: () => number;
  /** Sees every well-formed request for a known host, before its signature is looked at. */
  readonly observe?: (request: EmulatorRequest) => void;
  /** Sees every page of jobs that is answered, whatever becomes of the answer on its way. */
  readonly observePage?: (page: ListedPage) => void;
}
