/** One line of the log of what was sent to whom: first that it is going to be, then what came of it. */

import * as z from "zod";
import { date, family, instant, text } from "./common.ts";

export const deliverySchema = z.strictObject({
  schema: z.literal("job-audit/delivery/v1"),
  kind: z.enum(["intent", "sent", "failed"]).describe("an intent that nothing follows was cut off, or is under way"),
  family,
  night: date,
  sink: z.string().describe("as the settings name it"),
  message: z.string().describe("id of the message: the same however often it is sent"),
  events: z.array(z.string()).describe("ids of the incidents' events that it tells of"),
  run: z.string().describe("of the run that sends it"),
  at: instant,
  reason: text.describe("why it failed; null unless it did"),
});
export type DeliveryLine = z.infer<typeof deliverySchema>;
