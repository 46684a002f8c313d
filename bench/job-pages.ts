/** Pages of 100 jobs as the service writes them, made up: what decoders are measured on. */

export const corpora = ["ascii", "chinese", "nested"] as const;
export type Corpus = (typeof corpora)[number];

/** A whole number from 0 up to, not including, `below`. */
type Pick = (below: number) => number;

/** Numerical Recipes' generator: the same pages in every process. */
function seededPick(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * `ascii` has no other character; in `chinese` a tenth of the jobs work on objects with Chinese names; in `nested` all
 * do, and hold a result of elements of their own.
 */
export function makeJobPages(corpus: Corpus, pages: number): readonly Buffer[] {
  const pick = seededPick(20_261_123);
  return Array.from({ length: pages }, () => {
    const jobs = Array.from({ length: 100 }, () => makeJob(corpus, pick)).join("");
    return Buffer.from(`<Response>${jobs}<NextToken>${hex(pick, 40)}</NextToken></Response>`);
  });
}

function makeJob(corpus: Corpus, pick: Pick): string {
  const isChinese = corpus === "nested" || (corpus === "chinese" && pick(10) === 0);
  const name = hex(pick, 16);
  const object = isChinese
    ? `图片/上传/用户${pick(99_999)}/照片_${name}.jpg`
    : `upload/2026/user${pick(99_999)}/${name}.jpg`;
  const failed = pick(50) === 0;
  const [code, state] = failed ? ["InvalidParameter", "Failed"] : ["Success", "Success"];
  const message = failed ? `<Message>Download of ${object} failed: status 404</Message>` : "<Message/>";
  const time = () => `2026-11-21T${10 + pick(10)}:${10 + pick(50)}:${10 + pick(50)}+0800`;
  const input = `<Input><BucketId>photos-1250000000</BucketId><Object>${object}</Object><Region>ap-chongqing</Region></Input>`;
  const output = `<Output><Bucket>photos-1250000000</Bucket><Object>output/${name}.webp</Object><Region>ap-chongqing</Region></Output>`;
  const operation = `${corpus === "nested" ? makeResult(pick) : ""}<JobLevel>0</JobLevel>${output}${makeWork(pick)}<UserData>order ${pick(1_000_000)}</UserData>`;
  return `<JobsDetail><Code>${code}</Code><CreationTime>${time()}</CreationTime><EndTime>${time()}</EndTime>${input}<JobId>c${hex(pick, 32)}</JobId>${message}<Operation>${operation}</Operation><QueueId>p0ef3d956e862b88c42784138d9d53020</QueueId><StartTime>${time()}</StartTime><State>${state}</State><Tag>PicProcess</Tag></JobsDetail>`;
}

function makeWork(pick: Pick): string {
  const template = `t${"0a1b2c3d".repeat(4)}${pick(5)}`;
  if (pick(3) > 0) return `<TemplateId>${template}</TemplateId><TemplateName>thumbnail-${pick(5)}</TemplateName>`;
  const rule = `imageMogr2/thumbnail/640x480/rotate/90/quality/${pick(99)}`;
  return `<PicProcess><IsPicInfo>true</IsPicInfo><ProcessRule>${rule}</ProcessRule></PicProcess>`;
}

function makeResult(pick: Pick): string {
  const inner = "<AutoProcessResult><Code>Success</Code><Message>success</Message></AutoProcessResult>";
  return `<ImageInspectResult>${inner}<Code>Success</Code><Message/><PicSize>${pick(9_999_999)}</PicSize><State>Success</State></ImageInspectResult>`;
}

function hex(pick: Pick, digits: number): string {
  return Array.from({ length: digits }, () => pick(16).toString(16)).join("");
}
