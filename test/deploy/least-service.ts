/** The least that serverless.yml may hold, for tests to change. */

import type { FunctionModel } from "../../deploy/function-model.ts";

export const leastProvider = { name: "tencent", region: "ap-chongqing" };

export const leastFunction = { name: "job-audit-audit", entry: "functions/audit.ts" };

/** What becomes of it. */
export const leastModel: FunctionModel = {
  key: "audit",
  name: "job-audit-audit",
  description: "",
  entry: "functions/audit.ts",
  handler: "index.main_handler",
  runtime: "Nodejs20.19",
  memorySize: 512,
  timeout: 900,
  environment: {},
  role: null,
  logs: null,
  retry: { attempts: 2, maxAgeSeconds: 21600 },
  triggers: [],
};

export const leastSettings = `regions: [ap-chongqing]
report: { store: cos, bucket: audit-1250000000, region: ap-chongqing }
`;
