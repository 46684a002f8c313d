/** What a bucket's policy allows to everybody (vendor page "GET Bucket policy"; its words come in either case). */

import * as z from "zod";
import { ProtocolError } from "../../core/errors.ts";
import type { TencentAnswer } from "../tencent/request.ts";
import { parseJson } from "./parse-json.ts";

const list = z.union([z.string().transform((text) => [text]), z.array(z.string())]);

const statementSchema = z.object({
  effect: z.string(),
  action: list,
  principal: z.union([z.string(), z.object({ qcs: list })]).optional(),
});

const policySchema = z.object({
  statement: z.array(z.unknown().transform(lowerKeys).pipe(statementSchema)),
});

/** Throws `ProtocolError` for what is no policy: silence would pass for "to nobody". */
export function publicActionsIn({ body, requestId }: TencentAnswer): readonly string[] {
  const policy = policySchema.safeParse(lowerKeys(parseJson(body)));
  if (!policy.success) throw new ProtocolError("Cannot read the bucket's policy: it is none.", { body, requestId });
  const open = policy.data.statement.filter(
    ({ effect, principal }) => /^allow$/i.test(effect) && isEverybody(principal),
  );
  return open.flatMap(({ action }) => action);
}

/** `qcs::cam::anyone:anyone` is whoever asks, signed or not. */
function isEverybody(principal: z.infer<typeof statementSchema>["principal"]): boolean {
  const names = typeof principal === "object" ? principal.qcs : [principal ?? ""];
  return names.some((name) => name === "*" || name === "qcs::cam::anyone:anyone");
}

function lowerKeys(value: unknown): unknown {
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.toLowerCase(), each]));
}
