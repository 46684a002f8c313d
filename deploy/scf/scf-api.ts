/** The function platform's API, asked about the functions of one namespace (vendor pages of the actions' names). */

import { ProtocolError } from "../../lib/core/errors.ts";
import type { FunctionModel, TimerModel } from "../function-model.ts";
import type { Ask } from "./ask.ts";
import type { ScfClient, SdkClients } from "./sdk-clients.ts";

type GetFunctionAnswer = Awaited<ReturnType<ScfClient["GetFunction"]>>;
type TriggerAnswer = NonNullable<Awaited<ReturnType<ScfClient["ListTriggers"]>>["Triggers"]>[number];
type CreateRequest = Parameters<ScfClient["CreateFunction"]>[0];
type ConfigurationRequest = Parameters<ScfClient["UpdateFunctionConfiguration"]>[0];
type InvokeResult = NonNullable<Awaited<ReturnType<ScfClient["Invoke"]>>["Result"]>;
type RequestId = string | null;

export interface CodeUpdate {
  readonly code: CreateRequest["Code"];
  readonly handler: string;
}

interface ForeignTrigger {
  readonly name: string;
  readonly type: string;
  /** As the platform tells it. */
  readonly description: string;
}

/** Names are those on the platform. What changes something resolves with the call's request id. */
export interface ScfApi {
  /** Null: there is none. */
  find(name: string): Promise<GetFunctionAnswer | null>;
  triggers(name: string): Promise<readonly TriggerAnswer[]>;
  /** Of a function that is in the middle of a change it cannot be asked. */
  retry(name: string): Promise<Partial<FunctionModel["retry"]>>;
  create(request: Omit<CreateRequest, "Namespace">): Promise<RequestId>;
  updateCode(name: string, update: CodeUpdate): Promise<RequestId>;
  updateConfiguration(request: Omit<ConfigurationRequest, "Namespace">): Promise<RequestId>;
  setRetry(name: string, retry: FunctionModel["retry"]): Promise<RequestId>;
  createTrigger(name: string, timer: TimerModel): Promise<RequestId>;
  updateTrigger(name: string, timer: TimerModel): Promise<RequestId>;
  deleteTrigger(name: string, trigger: ForeignTrigger): Promise<RequestId>;
  /** With its triggers. */
  remove(name: string): Promise<RequestId>;
  invoke(name: string, call: { readonly event: string; readonly type: InvocationType }): Promise<InvokeResult>;
}

type InvocationType = "RequestResponse" | "Event";

/** As many as are asked for at a time; the platform takes ten of one type. */
const triggerPage = 100;
const noFunction = { noneOf: "ResourceNotFound.Function" };

export function createScfApi({ scf, patientScf }: Omit<SdkClients, "logs">, namespace: string, ask: Ask): ScfApi {
  const named = (name: string) => ({ FunctionName: name, Namespace: namespace });

  async function change(
    what: string,
    send: () => Promise<{ readonly RequestId?: string }>,
    doneBefore = "none",
  ): Promise<RequestId> {
    return (await ask(what, send, { doneBefore }))?.RequestId ?? null;
  }

  async function triggers(name: string): Promise<readonly TriggerAnswer[]> {
    const found: TriggerAnswer[] = [];
    for (;;) {
      const request = { ...named(name), Offset: found.length, Limit: triggerPage };
      const page = (await ask(`Cannot list the triggers of ${name}`, () => scf.ListTriggers(request)))?.Triggers ?? [];
      found.push(...page);
      if (page.length < triggerPage) return found;
    }
  }

  return {
    find: (name) => ask(`Cannot look up the function ${name}`, () => scf.GetFunction(named(name)), noFunction),
    triggers,
    async retry(name) {
      const answer = await ask(`Cannot read the retry settings of ${name}`, () =>
        scf.GetFunctionEventInvokeConfig(named(name)),
      );
      return readRetry(answer?.AsyncTriggerConfig);
    },
    create: (request) =>
      change(
        `Cannot create the function ${request.FunctionName}`,
        () => scf.CreateFunction({ ...request, Namespace: namespace }),
        "ResourceInUse",
      ),
    updateCode: (name, { code, handler }) =>
      change(`Cannot update the code of ${name}`, () =>
        scf.UpdateFunctionCode({ ...named(name), Handler: handler, Code: code }),
      ),
    updateConfiguration: (request) =>
      change(`Cannot update the configuration of ${request.FunctionName}`, () =>
        scf.UpdateFunctionConfiguration({ ...request, Namespace: namespace }),
      ),
    setRetry: (name, { attempts, maxAgeSeconds }) =>
      change(`Cannot set the retry settings of ${name}`, () => {
        const AsyncTriggerConfig = { RetryConfig: [{ RetryNum: attempts }], MsgTTL: maxAgeSeconds };
        return scf.UpdateFunctionEventInvokeConfig({ ...named(name), AsyncTriggerConfig });
      }),
    createTrigger: (name, timer) =>
      change(
        `Cannot create the trigger ${timer.name} of ${name}`,
        () => scf.CreateTrigger({ ...named(name), ...timerFields(timer) }),
        "ResourceInUse",
      ),
    updateTrigger: (name, timer) =>
      change(`Cannot update the trigger ${timer.name} of ${name}`, () =>
        scf.UpdateTrigger({ ...named(name), ...timerFields(timer) }),
      ),
    deleteTrigger: (name, trigger) =>
      change(
        `Cannot delete the trigger ${trigger.name} of ${name}`,
        () => scf.DeleteTrigger({ ...named(name), ...foreignFields(trigger) }),
        "ResourceNotFound",
      ),
    remove: (name) =>
      change(`Cannot delete the function ${name}`, () => scf.DeleteFunction(named(name)), "ResourceNotFound"),
    async invoke(name, { event, type }) {
      const what = `Cannot ${type === "Event" ? "start" : "invoke"} the function ${name}`;
      const request = { ...named(name), InvocationType: type, ClientContext: event };
      const answer = await ask(what, () => patientScf.Invoke(request), { once: true });
      if (!answer?.Result) throw new ProtocolError(`${what}: the answer has no result`);
      return answer.Result;
    },
  };
}

/** The first entry is for mistakes of the function (vendor page "Data Types", AsyncTriggerConfig). */
function readRetry(config: { RetryConfig: readonly { RetryNum: number }[]; MsgTTL: number } | undefined) {
  const [own] = config?.RetryConfig ?? [];
  return { ...(own && { attempts: own.RetryNum }), ...(config && { maxAgeSeconds: config.MsgTTL }) };
}

/** The expression goes out as it is, though it comes back in JSON (vendor page "Trigger Configuration Description"). */
function timerFields({ name, cron, argument, enabled }: TimerModel) {
  return {
    TriggerName: name,
    Type: "timer",
    TriggerDesc: cron,
    Enable: enabled ? "OPEN" : "CLOSE",
    CustomArgument: argument ?? "",
  };
}

/** Of some types the platform wants the description as well (vendor page "DeleteTrigger"). */
function foreignFields({ name, type, description }: ForeignTrigger) {
  return { TriggerName: name, Type: type, ...(type !== "timer" && { TriggerDesc: description }) };
}
