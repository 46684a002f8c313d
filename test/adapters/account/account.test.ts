import { describe, expect, it } from "vitest";
import { createAccount } from "../../../lib/adapters/account/account.ts";
import { removerOfObjects } from "../../../lib/adapters/account/remove-trial.ts";
import type { Send, TencentAnswer, TencentRequest, Transport } from "../../../lib/adapters/tencent/request.ts";
import { NetworkError, ProtocolError } from "../../../lib/core/errors.ts";
import { manualClock } from "../../fakes/manual-clock.ts";

const { signal } = new AbortController();
const bucket = { bucket: "audit-1250000000", region: "ap-chongqing" };
const name = { region: "ap-chongqing", namespace: "default", function: "audit" };

function answerOf(text: string, parts: Partial<TencentAnswer> = {}): TencentAnswer {
  return { status: 200, headers: {}, body: Buffer.from(text), requestId: "id-1", ...parts };
}

/** An account whose every answer is this one. */
function accountOf(answer: TencentAnswer | Error, asked: TencentRequest[] = []) {
  const transport: Transport = async (request) => {
    asked.push(request);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const send: Send = async (request, read, stop) => {
    const value = read(await transport(request, stop));
    return { value, retries: 0, requestId: null, rate: 0 };
  };
  const credentials = () => ({ secretId: "AKIDx", secretKey: "hush", sessionToken: null });
  return createAccount({
    ci: { send, transport },
    cos: { send },
    scf: { credentials, transport, clock: manualClock(0) },
    removeTrial: removerOfObjects({ ...bucket, prefix: "audits", send }),
  });
}

const functionAnswer = { Status: "Active", Runtime: "Nodejs20.19", MemorySize: 512, Timeout: 900 };
const told = (response: object) => answerOf(JSON.stringify({ Response: response }));

describe("createAccount()", () => {
  it("asks for the time without a signature, and takes it from any answer", async () => {
    const asked: TencentRequest[] = [];
    const answer = answerOf("", { status: 401, headers: { date: "Tue, 02 Jan 2024 04:00:00 GMT" } });
    const greeting = await accountOf(answer, asked).greet("ap-chongqing", signal);
    expect(greeting).toEqual({ time: Date.UTC(2024, 0, 2, 4), unknownHost: false });
    expect(asked).toEqual([{ method: "GET", host: "ci.ap-chongqing.myqcloud.com", path: "/", query: {} }]);
  });

  it("tells that no time came, and that there is no such host", async () => {
    const answer = answerOf("<Error><Code>InvalidHost</Code></Error>", { headers: { date: "soon" } });
    expect(await accountOf(answer).greet("ap-x", signal)).toEqual({ time: null, unknownHost: true });
    expect(await accountOf(answerOf("")).greet("ap-x", signal)).toEqual({ time: null, unknownHost: false });
  });

  it("greets no host but the service's", async () => {
    await expect(accountOf(answerOf("")).greet("a.example/", signal)).rejects.toBeInstanceOf(ProtocolError);
  });

  it.each(["", "[]", '{"CIStatus":1}', "<Response/>"])("tells no binding from %j", async (text) => {
    await expect(accountOf(answerOf(text)).bindingOf(bucket, signal)).rejects.toThrow("the answer has no CIStatus");
  });

  it("reads a function that has the least that is told", async () => {
    expect(await accountOf(told(functionAnswer)).functionOf(name, signal)).toEqual({
      status: "Active",
      runtime: "Nodejs20.19",
      memoryMb: 512,
      timeoutSeconds: 900,
      role: null,
      variables: [],
      timers: [],
    });
  });

  it("reads timers alone, from JSON and from the bare expression", async () => {
    const Triggers = [
      { TriggerName: "a", Type: "timer", TriggerDesc: '{"cron":"0 0 1 * * * *"}', Enable: 0 },
      { TriggerName: "b", Type: "timer", TriggerDesc: "0 0 2 * * * *" },
      { TriggerName: "c", Type: "cos", TriggerDesc: "{}" },
    ];
    const found = await accountOf(told({ ...functionAnswer, Triggers })).functionOf(name, signal);
    expect(found?.timers).toEqual([
      { name: "a", cron: "0 0 1 * * * *", enabled: false },
      { name: "b", cron: "0 0 2 * * * *", enabled: true },
    ]);
  });

  it("keeps the names of variables and no value", async () => {
    const Environment = { Variables: [{ Key: "ALERTS_URL", Value: "hush" }] };
    const found = await accountOf(told({ ...functionAnswer, Environment })).functionOf(name, signal);
    expect(JSON.stringify(found)).toContain("ALERTS_URL");
    expect(JSON.stringify(found)).not.toContain("hush");
  });

  it("tells what the platform said, and what stood in its place", async () => {
    const refused = told({ Error: { Code: "AuthFailure.SignatureExpire", Message: "late\u001b" }, RequestId: "r-1" });
    await expect(accountOf(refused).functionOf(name, signal)).rejects.toMatchObject({
      message:
        'Cannot look at the function default/audit in ap-chongqing: the platform answered AuthFailure.SignatureExpire "late"',
      serviceCode: "AuthFailure.SignatureExpire",
      requestId: "r-1",
    });
    const nameless = told({ Error: { Code: "InternalError" } });
    await expect(accountOf(nameless).functionOf(name, signal)).rejects.toMatchObject({ requestId: null });
    await expect(accountOf(answerOf("<html>")).functionOf(name, signal)).rejects.toThrow(
      "6 bytes, is none of the platform's",
    );
    await expect(accountOf(answerOf("", { status: 502 })).functionOf(name, signal)).rejects.toMatchObject({
      status: 502,
    });
    await expect(accountOf(new NetworkError("reset")).functionOf(name, signal)).rejects.toThrow(
      "Cannot look at the function default/audit in ap-chongqing. reset",
    );
    await expect(accountOf(new RangeError("defect")).functionOf(name, signal)).rejects.toThrow("defect");
  });
});

describe("the facts of a bucket", () => {
  const { storage } = { storage: (text: string) => accountOf(answerOf(text)).storage };

  it("reads a lifecycle rule with tags, one that counts no days, and one for all keys", async () => {
    const xml = `<LifecycleConfiguration>
      <Rule><Status>Enabled</Status><Filter><And><Prefix>a/</Prefix><Tag/></And></Filter><Expiration><Days>3</Days></Expiration></Rule>
      <Rule><Status>Enabled</Status><Filter/><Expiration><Date>2027-01-01T00:00:00+08:00</Date></Expiration></Rule>
      <Rule><Status>Enabled</Status><Expiration><Days>9</Days></Expiration></Rule>
    </LifecycleConfiguration>`;
    expect(await storage(xml).expiries(bucket, signal)).toEqual([
      { prefix: "a/", days: 3 },
      { prefix: "", days: null },
      { prefix: "", days: 9 },
    ]);
  });

  it("tells nobody from everybody in a list without grants, or with grantees of neither kind", async () => {
    expect(await storage("<AccessControlPolicy/>").publicGrants(bucket, signal)).toEqual([]);
    const odd = "<AccessControlPolicy><AccessControlList><Grant/></AccessControlList></AccessControlPolicy>";
    expect(await storage(odd).publicGrants(bucket, signal)).toEqual([]);
  });

  it("takes a principal that is one word, and a policy in lower case", async () => {
    const statement = [
      { effect: "allow", principal: "*", action: "name/cos:GetObject" },
      { effect: "allow", action: ["name/cos:GetBucket"] },
    ];
    const text = JSON.stringify({ version: "2.0", statement });
    expect(await storage(text).publicActions(bucket, signal)).toEqual(["name/cos:GetObject"]);
  });

  it.each(['{"Statement":[1]}', '{"Statement":"x"}', "1"])("reads no policy from %s", async (text) => {
    await expect(storage(text).publicActions(bucket, signal)).rejects.toThrow("Cannot read the bucket's policy");
  });

  it("tells a lock that is not on as none, and no encryption from a rule without one", async () => {
    expect(await storage("<ObjectLockConfiguration/>").objectLock(bucket, signal)).toBeNull();
    const xml = "<ServerSideEncryptionConfiguration><Rule/></ServerSideEncryptionConfiguration>";
    expect(await storage(xml).encryption(bucket, signal)).toBeNull();
  });
});
