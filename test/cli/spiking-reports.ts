/** A folder with the reports of a fortnight in which the failures of one queue spike in the last night. */

import { join } from "node:path";
import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import { shiftNight } from "../../lib/core/night.ts";
import { queueRow } from "../../lib/core/rows.ts";
import type { ReportStore } from "../../lib/ports/report-store.ts";
import { commitScopes } from "../fakes/committed-night.ts";
import { aQueue, aScope } from "../fakes/samples.ts";
import { openSmallCloud, type SmallCloud } from "./small-cloud.ts";

/** The last night that is over by the small cloud's clock. */
const lastNight = "2026-11-20";

export interface SpikingReports extends SmallCloud {
  readonly reports: ReportStore;
}

export async function openSpikingReports(nights = 14): Promise<SpikingReports> {
  const cloud = await openSmallCloud();
  const path = join(cloud.folder, "reports");
  await cloud.configure((text) =>
    text.replace(/report:[\s\S]*endpoints:/, `report: { store: directory, path: ${path} }\nendpoints:`),
  );
  const reports = createDirectoryStore(path);
  const queues = [queueRow(aScope, aQueue({ queueId: "pq", name: "thumbnails" }))];
  for (let back = nights - 1; back >= 0; back -= 1) {
    const failed = back === 0 ? { Usual: 21, Odd: 60 } : { Usual: 20 + (back % 3) };
    const scopes = { pq: { failed, succeeded: 980 }, pr: { failed: { Usual: 1 }, succeeded: 9 } };
    await commitScopes(reports, shiftNight(lastNight, -back), scopes, { rows: { queues } });
  }
  return { ...cloud, reports };
}
