/** Answers made by hand, as bytes. */

export function responseOf(inner: string): Uint8Array {
  return Buffer.from(`<?xml version="1.0" encoding="utf-8"?>\n<Response>${inner}</Response>`);
}

/** A whole job around `inner`, whose elements come first. */
export function detailOf(inner: string): Uint8Array {
  const own = "<JobId>c1</JobId><State>Success</State><CreationTime>2022-07-18T15:16:43+0800</CreationTime>";
  return responseOf(`<JobsDetail>${inner}${own}<QueueId>p1</QueueId><Tag>PicProcess</Tag></JobsDetail>`);
}

export const fixtureUrl = (name: string) => new URL(`../../fixtures/ci/${name}`, import.meta.url);
