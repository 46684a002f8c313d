import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeQueuePage } from "../../../lib/adapters/ci/decode-queues.ts";
import { ProtocolError } from "../../../lib/core/errors.ts";
import type { Queue } from "../../../lib/core/queue.ts";
import { fixtureUrl, responseOf } from "./response-of.ts";

const decode = (inner: string) => decodeQueuePage(responseOf(inner));

const sampleQueue: Queue = {
  queueId: "p4a17eeea29334bf499b7e20e2fbfd99d",
  name: "My-Queue-pic",
  state: "Active",
  maxSize: 10_000,
  maxConcurrent: 10,
  category: "PicProcessing",
  createdAt: Date.UTC(2022, 7, 9, 8, 23, 11),
  updatedAt: Date.UTC(2022, 7, 9, 8, 23, 11),
  callback: {
    state: "On",
    url: "http://callback.demo.com",
    event: "TaskFinish,WorkflowFinish",
    type: "Url",
    resultFormat: "JSON",
    mqMode: null,
    mqRegion: null,
    mqName: null,
  },
};

const silent = { state: null, url: null, event: null, type: null, resultFormat: null };
const noMessageQueue = { mqMode: null, mqRegion: null, mqName: null };

describe("decodeQueuePage()", () => {
  it("decodes the vendor's page of queues", () => {
    const page = decodeQueuePage(readFileSync(fixtureUrl("picqueue-page.xml")));
    expect(page).toEqual({ rows: [sampleQueue], totalCount: 1 });
  });

  it("decodes the vendor's answer for given ids, without a total and without the ids that do not exist", () => {
    const page = decodeQueuePage(readFileSync(fixtureUrl("picqueue-by-ids.xml")));
    expect(page).toEqual({ rows: [sampleQueue], totalCount: null });
  });

  it("tells the queue's state from its callback's, whichever comes first", () => {
    const own = "<QueueId>p1</QueueId><State>Paused</State>";
    const callback = "<NotifyConfig><State>Off</State><Url/><Event></Event></NotifyConfig>";
    const page = decode(`<QueueList>${callback}${own}</QueueList><QueueList>${own}${callback}</QueueList>`);
    const expected = { state: "Paused", callback: { ...silent, ...noMessageQueue, state: "Off" } };
    expect(page.rows).toMatchObject([expected, expected]);
  });

  it("reads a message queue for callbacks", () => {
    const mq = "<Type>TDMQ</Type><MqMode>Topic</MqMode><MqRegion>sh</MqRegion><MqName>t1</MqName>";
    const [queue] = decode(`<QueueList><QueueId>p1</QueueId><NotifyConfig>${mq}</NotifyConfig></QueueList>`).rows;
    expect(queue?.callback).toEqual({ ...silent, type: "TDMQ", mqMode: "Topic", mqRegion: "sh", mqName: "t1" });
  });

  it("does not make up what the service does not say", () => {
    expect(decode("<QueueList><QueueId>p1</QueueId><MaxSize>lots</MaxSize></QueueList>").rows).toEqual([
      {
        queueId: "p1",
        name: null,
        state: "",
        maxSize: null,
        maxConcurrent: null,
        category: null,
        createdAt: null,
        updatedAt: null,
        callback: { ...silent, ...noMessageQueue },
      },
    ]);
  });

  it("takes an empty placeholder for no queue", () => {
    expect(decode("<QueueList/>").rows).toEqual([]);
  });

  it("refuses a queue without an id, which could not be asked for", () => {
    expect(() => decode("<QueueList><State>Active</State></QueueList>")).toThrow(ProtocolError);
    expect(() => decode("<QueueList><State>Active</State></QueueList>")).toThrow("it has no QueueId");
  });
});
