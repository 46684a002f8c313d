/**
 * How code reaches the platform: in the call itself, or, when it is too large for one, through a bucket of the functions'
 * region. An object's key has the code's hash, so that sending it again changes nothing.
 */

import { createCosBucket } from "../lib/adapters/cos/cos-bucket.ts";
import { createSender } from "../lib/adapters/tencent/sender.ts";
import { createTransport } from "../lib/adapters/tencent/transport.ts";
import type { Credentials } from "../lib/core/credentials.ts";
import { ConfigError } from "../lib/core/errors.ts";
import type { Clock } from "../lib/ports/clock.ts";
import { codeMark } from "./code-mark.ts";
import type { DeployModel, PackedFunction } from "./function-model.ts";
import type { CodeUpdate } from "./scf/scf-api.ts";

export interface SendCodeOptions {
  readonly model: Pick<DeployModel, "region" | "code">;
  readonly credentials: Credentials;
  readonly clock: Clock;
  /** Where object storage is asked instead of the vendor's own hosts. */
  readonly endpointOf: (packed: PackedFunction) => string | null;
  readonly limits?: CodeLimits;
}

/** Bytes of a zip that a call may hold. */
export interface CodeLimits {
  /** More goes through the bucket where one is named. */
  readonly besideBucket: number;
  /** More goes in no call. */
  readonly inCall: number;
}

/**
 * Vendor pages "Request Structure", which has 10 MB for a whole request, of which base64 leaves three quarters, and
 * "UpdateFunctionCode", which has 20 MB for the code. Which of them holds is left to the platform where there is no choice.
 */
const usualLimits: CodeLimits = { besideBucket: 7 * 1024 * 1024, inCall: 20 * 1024 * 1024 };

export type SendCode = (packed: PackedFunction) => Promise<CodeUpdate["code"]>;

/** Throws `ConfigError` for code that is too large while no bucket is named, and what a `Send` throws. */
export function createSendCode(options: SendCodeOptions): SendCode {
  const { model, limits = usualLimits } = options;
  return async (packed) => {
    const { code } = model;
    if (packed.bytes <= (code === null ? limits.inCall : limits.besideBucket)) {
      return { ZipFile: Buffer.from(packed.zip).toString("base64") };
    }
    if (code === null) throw tooLarge(packed, limits.inCall);
    const place = { ...code, region: model.region };
    return putCode(options, packed, place);
  };
}

interface Place {
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
}

async function putCode(options: SendCodeOptions, packed: PackedFunction, { bucket, region, prefix }: Place) {
  const file = `${packed.model.name}-${codeMark(packed.sha256)}.zip`;
  const objectKey = prefix === "" ? file : `${prefix}/${file}`;
  const objects = createCosBucket({ send: createSend(options, packed), bucket, region });
  await objects.put({ objectKey, bytes: packed.zip }, new AbortController().signal);
  // The page "Data Types" has the name without its APPID, and the key from the root.
  return { CosBucketName: bucket.replace(/-\d+$/, ""), CosObjectName: `/${objectKey}`, CosBucketRegion: region };
}

function createSend({ credentials, clock, endpointOf }: SendCodeOptions, packed: PackedFunction) {
  const endpoint = endpointOf(packed);
  const limits = { maxSockets: 1, tryTimeoutMs: 20_000, maxBodyBytes: 1024 * 1024 };
  return createSender({
    transport: createTransport(endpoint === null ? limits : { ...limits, endpoint }),
    credentials: () => credentials,
    clock,
    random: Math.random,
    maxInFlight: 1,
  });
}

function tooLarge({ model, bytes }: PackedFunction, limit: number): ConfigError {
  const seen = `its zip has ${bytes} bytes, and a call takes ${limit}`;
  const advice = "name a bucket of the functions' region in serverless.yml, as provider.code: { bucket, prefix }";
  return new ConfigError(`Cannot send the code of ${model.name}: ${seen}; ${advice}`);
}
