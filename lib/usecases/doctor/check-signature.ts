/** Whether the service takes what these credentials sign: the id is known, the key is the id's, the token fits. */

import { ask, isDenied, noAnswer, type Refused } from "./reply.ts";
import { failed, type Look, ok, type Step } from "./step.ts";
import { signatureStep } from "./step-names.ts";
import type { Visit } from "./visit.ts";

export function checkSignature({ deps, request, notes }: Visit): readonly Step[] {
  return [
    {
      name: signatureStep,
      needs: ["credentials", "clock"],
      look: async (signal) => {
        const question = { family: request.family.name, region: notes.region ?? "", names: [], page: 1 };
        const reply = await ask(deps.ci.listBuckets(question, signal), signal);
        if (reply.outcome === "answered" || isDenied(reply)) return ok("the service takes it");
        return reply.outcome === "refused" ? judgeRefusal(reply) : noAnswer(reply);
      },
    },
  ];
}

const keys = "compare with the CAM console, API keys";

/** Codes of the vendor's page "Error Codes" of Cloud Infinite, all under 401; object storage has its own. */
const meanings: readonly (readonly [code: RegExp, seen: string, advice: string])[] = [
  [/^(SecretidNotExist|InvalidAccessKeyId)$/, "the secret id is not known", `${keys}: deleted, disabled, or mistyped`],
  [
    /^(InvalidAuthorization|SignatureDoesNotMatch)$/,
    "the secret key is not that of the secret id",
    `${keys}, and copy the key once more: a cut or mixed-up one signs, and is refused`,
  ],
  [
    /^AccessDenied$/,
    "the session token is not that of the secret id, or ran out",
    "get temporary credentials anew, all three together; unset TENCENTCLOUD_SESSIONTOKEN for a long-term key",
  ],
  [/^(SignatureExpired|RequestTimeTooSkewed)$/, "the signature is of another time", "set this machine's clock by NTP"],
];

function judgeRefusal(reply: Refused): Look {
  const [, seen, advice] = meanings.find(([code]) => code.test(reply.code)) ?? [];
  if (seen === undefined || advice === undefined) return noAnswer(reply);
  return failed(`${seen} (${reply.status} ${reply.code})`, advice);
}
