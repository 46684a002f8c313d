/** The event of the shard function: the key of its shard, and how often it went on already. */

import * as z from "zod";
import { EventError } from "../core/errors.ts";
import { isShardKey } from "../core/key.ts";
import { mostContinuations } from "../usecases/fan-out/go-on.ts";
import type { ShardStart } from "../usecases/fan-out/start-shards.ts";

const schema = z.strictObject({
  shard: z.string().refine(isShardKey),
  continuation: z.int().min(1).max(mostContinuations).optional(),
  idle: z.int().min(1).max(mostContinuations).optional(),
});

/** Throws `EventError`, which tells nothing of the event. */
export function decodeShardEvent(event: unknown): ShardStart {
  const parsed = schema.safeParse(event);
  if (parsed.success) {
    const { shard, continuation, idle } = parsed.data;
    return { shard, ...(continuation !== undefined && { continuation }), ...(idle !== undefined && { idle }) };
  }
  throw new EventError(
    'Cannot read a shard: expected { "shard": "v1/work/run=…/shards/…/shard-….json" }, as the audit function sends it; a ' +
      "night is audited by the audit function",
  );
}
