/** What a doctor's visit is about, from settings, flags and the environment. No secret is in it. */

import { readCredentials } from "../lib/config/credentials.ts";
import type { Settings } from "../lib/config/settings.ts";
import { documentedPrices, type Prices, priceNames, readPrice } from "../lib/core/cost/prices.ts";
import { ConfigError } from "../lib/core/errors.ts";
import { families } from "../lib/core/family.ts";
import { safeText } from "../lib/core/safe-text.ts";
import type { FunctionName } from "../lib/ports/functions.ts";
import type { App } from "../lib/runtime/compose.ts";
import { producer } from "../lib/runtime/producer.ts";
import type { CredentialFacts, DoctorRequest, FunctionPlan, VariableUser } from "../lib/usecases/doctor/visit.ts";
import type { Io } from "./io.ts";

export interface DoctorFlags {
  readonly price?: readonly string[];
  /** False with `--no-write`. */
  readonly write: boolean;
}

/** Throws `ConfigError` for a price that is none. */
export function doctorRequestOf(
  settings: Settings,
  app: App,
  flags: DoctorFlags,
  { env }: Pick<Io, "env">,
): DoctorRequest {
  const [name = "pic"] = settings.families;
  const family = families[name];
  const { report, heartbeat } = settings;
  return {
    ...settings,
    family,
    tags: settings.tags[name] ?? family.tags,
    excluded: settings.exclude.filter(({ queueId }) => queueId === null).map(({ bucket }) => bucket),
    credentials: credentialFacts(env),
    report: report.store === "cos" ? report : null,
    functions: planOf(settings),
    sinks: settings.alerts.sinks.map(({ urlFrom, secretFrom }, at) => sinkUser(app.sinks[at], [urlFrom, secretFrom])),
    heartbeat: heartbeat && heartbeatUser(heartbeat, env),
    prices: pricesOf(flags.price ?? []),
    writesAs: flags.write ? app.nameRun() : null,
    version: producer.version,
  };
}

function credentialFacts(env: Io["env"]): CredentialFacts {
  try {
    const { secretId, secretKey, sessionToken } = readCredentials(env);
    const swapped = secretKey.startsWith("AKID") && !secretId.startsWith("AKID");
    const problems = swapped ? ["TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY hold each other's value"] : [];
    return { problems, doubts: doubtsOf(secretId), temporary: sessionToken !== null };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { problems: error.problems, doubts: [], temporary: false };
  }
}

/** Every id that the vendor's pages show begins so, temporary ones too. */
function doubtsOf(secretId: string): readonly string[] {
  return secretId.startsWith("AKID") ? [] : ["TENCENTCLOUD_SECRETID does not begin with AKID, as secret ids do"];
}

/** Where settings name none, as serverless.yml has it. */
function planOf({ functions, report, regions }: Settings): FunctionPlan {
  const { audit, diff, shard } = functions;
  const started = [audit, diff, shard].filter((name) => name !== null);
  const [first] = started;
  const region = first?.region ?? (report.store === "cos" ? report.region : (regions[0] ?? ""));
  const usual: FunctionName = { region, namespace: first?.namespace ?? "default", function: "job-audit-audit" };
  const place = audit ?? usual;
  const watchdog = { ...place, function: "job-audit-watchdog" };
  return { audit: place, diff, shard, watchdog, started, placed: started.length > 0 };
}

function sinkUser(sink: App["sinks"][number] | undefined, variables: readonly (string | null)[]): VariableUser {
  return {
    name: sink?.name ?? "",
    variables: variables.filter((variable) => variable !== null),
    problems: () => sink?.problems() ?? [],
  };
}

function heartbeatUser({ urlFrom, allowPrivate }: NonNullable<Settings["heartbeat"]>, env: Io["env"]): VariableUser {
  const allowed = allowPrivate ? /^https?:\/\/./ : /^https:\/\/./;
  const problems = () => {
    const value = env[urlFrom] ?? "";
    if (value === "") return [`${urlFrom}: not set; it is to hold the heartbeat's address`];
    return allowed.test(value) ? [] : [`${urlFrom}: its address does not begin with https://`];
  };
  return { name: "heartbeat", variables: [urlFrom], problems };
}

function pricesOf(texts: readonly string[]): Prices {
  const told = texts.map((text) => {
    const read = readPrice(text);
    if (read !== null) return [read.name, read.price] as const;
    const known = priceNames.join(", ");
    throw new ConfigError(
      `Cannot use --price ${safeText(text.slice(0, 60))}: expected NAME=AMOUNT and a currency, such as gb-second=0.00002USD, where NAME is one of ${known}`,
    );
  });
  return { ...documentedPrices, ...Object.fromEntries(told) };
}
