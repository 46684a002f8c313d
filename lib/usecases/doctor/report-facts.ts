/** How the report bucket is set up: what makes commits safe, who else may read, what goes by itself. */

import { amount } from "../../core/words.ts";
import type { Expiry } from "../../ports/account.ts";
import { ask, isDenied, judge } from "./reply.ts";
import { failed, type Look, ok, type Step, warning } from "./step.ts";
import { reportStep } from "./step-names.ts";
import type { ReportBucket, Visit } from "./visit.ts";

type LookAt = (report: ReportBucket, visit: Visit, signal: AbortSignal) => Promise<Look>;

export function reportFacts(report: ReportBucket, visit: Visit): readonly Step[] {
  return Object.entries(looks).map(([name, look]) => ({
    name: `report: ${name}`,
    needs: [reportStep],
    look: (signal) => look(report, visit, signal),
  }));
}

const versioning: LookAt = async (report, { deps, notes }, signal) => {
  const reply = await ask(deps.account.storage.versioning(report, signal), signal);
  if (isDenied(reply)) {
    const seen = "cannot tell: permission cos:GetBucketVersioning is not given, so nights are committed by APPEND";
    return warning(seen, "give it to whoever audits: without it nobody knows whether the simpler way is safe");
  }
  return judge(reply, { action: "cos:GetBucketVersioning", needed: true }, (state) => {
    notes.versioned = state !== "never";
    if (state === "never") return ok("it never had versioning");
    const seen = `versioning is ${state}: overwriting cannot be forbidden there, so nights are committed by APPEND`;
    return warning(seen, "nothing, if claim below is ok; else use a bucket that never had versioning");
  });
};

const zones: LookAt = async (report, { deps }, signal) => {
  const reply = await ask(deps.account.storage.isMultiAz(report, signal), signal);
  return judge(reply, { action: "cos:HeadBucket", needed: false }, (isMultiAz) => {
    if (!isMultiAz) return ok("it is of one availability zone");
    return failed(
      "it is of several availability zones, and takes no APPEND Object",
      "use a bucket of one zone for reports",
    );
  });
};

/** Reports hold names of objects, and what failed. */
const notForAll = "make it private: reports name objects and say what fails";

const access: LookAt = async (report, { deps }, signal) => {
  const reply = await ask(deps.account.storage.publicGrants(report, signal), signal);
  return judge(reply, { action: "cos:GetBucketACL", needed: false }, (grants) => {
    if (grants.length === 0) return ok("its access control list gives nothing to everybody");
    return failed(`its access control list gives everybody ${grants.join(", ")}`, notForAll);
  });
};

const policy: LookAt = async (report, { deps }, signal) => {
  const reply = await ask(deps.account.storage.publicActions(report, signal), signal);
  return judge(reply, { action: "cos:GetBucketPolicy", needed: false }, (actions) => {
    if (actions.length === 0) return ok("its policy allows nothing to everybody");
    return failed(`its policy allows everybody ${actions.join(", ")}`, notForAll);
  });
};

const lifecycle: LookAt = async (report, { deps, request }, signal) => {
  const reply = await ask(deps.account.storage.expiries(report, signal), signal);
  const leastDays = Math.ceil(request.catchUpMs / dayMs);
  const judgeRules = (rules: readonly Expiry[]) => judgeExpiries(rules, { ...report, leastDays });
  return judge(reply, { action: "cos:GetBucketLifecycle", needed: false }, judgeRules);
};

const dayMs = 86_400_000;
/** So far back a diff compares. */
const comparedDays = 28;

interface Kept extends ReportBucket {
  /** So long runs may go on from what they saved. */
  readonly leastDays: number;
}

function judgeExpiries(rules: readonly Expiry[], { prefix, leastDays }: Kept): Look {
  const root = prefix === "" ? "v1/" : `${prefix}/v1/`;
  const work = `${root}work/`;
  const whole = rules.find((rule) => `${root}commits/`.startsWith(rule.prefix));
  if (whole !== undefined && !(whole.days !== null && whole.days > comparedDays)) {
    const advice = `keep them for more than ${comparedDays} days: so far back nights are compared`;
    return warning(`a rule removes whole reports${whenText(whole)}`, advice);
  }
  const rule = rules.find((each) => work.startsWith(each.prefix));
  if (rule === undefined) {
    const advice = `add one that lets ${work} expire after ${amount(leastDays, "day")} or more`;
    return warning(`no rule removes what lies under ${work}`, advice);
  }
  if (rule.days !== null && rule.days < leastDays) {
    return warning(
      `${work} goes${whenText(rule)}`,
      `keep it for the ${amount(leastDays, "day")} of catchUp: runs go on from it`,
    );
  }
  return ok(`${rule === whole ? "all reports go" : `${work} goes`}${whenText(rule)}`);
}

function whenText({ days }: Expiry): string {
  return days === null ? " on a date" : ` after ${amount(days, "day")}`;
}

const encryption: LookAt = async (report, { deps }, signal) => {
  const reply = await ask(deps.account.storage.encryption(report, signal), signal);
  return judge(reply, { action: "cos:GetBucketEncryption", needed: false }, (algorithm) =>
    algorithm === null
      ? ok("new objects are not encrypted by default", "switch on SSE-COS in the console if your rules ask for it")
      : ok(`new objects are encrypted by default: ${algorithm}`),
  );
};

const lock: LookAt = async (report, { deps }, signal) => {
  const reply = await ask(deps.account.storage.objectLock(report, signal), signal);
  return judge(reply, { action: "cos:GetBucketObjectLockConfiguration", needed: false }, (state) => {
    if (state === null) return ok("objects are not locked");
    if (state.days === null) return ok("object lock is on, and locks nothing by itself");
    const seen = `every new object is locked for ${amount(state.days, "day")}`;
    return warning(
      seen,
      "logs that grow may be refused once their object is locked: use a bucket without default lock",
    );
  });
};

const looks = {
  versioning,
  zones,
  "access list": access,
  policy,
  lifecycle,
  encryption,
  "object lock": lock,
} as const satisfies Record<string, LookAt>;
