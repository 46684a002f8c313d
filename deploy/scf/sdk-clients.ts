/**
 * The vendor's SDK, set up for where the model says that functions are.
 *
 * The SDK's own reader of the environment knows other names of variables than the function platform gives credentials
 * under, so that credentials are handed to it; and it tries nothing a second time.
 */

import { CommonClient } from "tencentcloud-sdk-nodejs-common";
import { scf } from "tencentcloud-sdk-nodejs-scf";
import type { Credentials } from "../../lib/core/credentials.ts";
import type { DeployModel } from "../function-model.ts";

export type ScfClient = InstanceType<typeof scf.v20180416.Client>;

export interface SdkClients {
  readonly scf: ScfClient;
  /** Waits for as long as a function may run. */
  readonly patientScf: ScfClient;
  readonly logs: CommonClient;
}

type Place = Pick<DeployModel, "region" | "endpoint">;

const answerSeconds = 60;
/** The longest timeout of a function, and what a cold start adds. */
const invocationSeconds = 900 + 60;
const logsHost = "cls.tencentcloudapi.com";

export function createSdkClients(place: Place, credentials: Credentials): SdkClients {
  const quick = configOf(place, credentials, answerSeconds);
  return {
    scf: new scf.v20180416.Client(quick),
    patientScf: new scf.v20180416.Client(configOf(place, credentials, invocationSeconds)),
    logs: new CommonClient(logsHost, "2020-10-16", quick),
  };
}

function configOf({ region, endpoint }: Place, { secretId, secretKey, sessionToken }: Credentials, seconds: number) {
  const elsewhere = endpoint === null ? null : new URL(endpoint);
  return {
    credential: { secretId, secretKey, ...(sessionToken !== null && { token: sessionToken }) },
    region,
    profile: {
      language: "en-US" as const,
      httpProfile: {
        reqTimeout: seconds,
        ...(elsewhere && { protocol: `${elsewhere.protocol}//`, endpoint: elsewhere.host }),
      },
    },
  };
}
