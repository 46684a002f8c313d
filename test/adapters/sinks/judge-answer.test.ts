import { describe, expect, it } from "vitest";
import { failed, refused, taken } from "../../../lib/adapters/sinks/attempt.ts";
import { judgeCode, judgeStatus } from "../../../lib/adapters/sinks/judge-answer.ts";

const now = Date.UTC(2026, 10, 22, 3, 0, 0);
const words = { code: "errcode", text: "errmsg", isPassing: (code: number) => code === 45009 };

function answer(status: number, text = "", retryAfter?: string) {
  return { status, text, retryAfter };
}

describe("judgeStatus", () => {
  it.each([
    [answer(200, "ok"), taken("it answered 200: ok")],
    [answer(204), taken("it answered 204")],
    [answer(302, "x"), refused("it answered with a redirect (302), which is not followed")],
    [answer(308), refused("it answered with a redirect (308), which is not followed")],
    [answer(400, "bad"), refused("it answered 400: bad")],
    [answer(404, " \n"), refused("it answered 404")],
    [answer(408), refused("it answered 408")],
    [answer(410), refused("it answered 410")],
    [answer(429, "", "2"), failed("it answered 429", 2_000)],
    [answer(429), failed("it answered 429")],
    [answer(500, "oh"), failed("it answered 500: oh")],
    [answer(503, "", "Sun, 22 Nov 2026 03:00:09 GMT"), failed("it answered 503", 9_000)],
  ])("makes of %j %j", (given, attempt) => {
    expect(judgeStatus(given, now)).toEqual(attempt);
  });
});

describe("judgeCode", () => {
  it.each([
    [answer(200, '{"errcode":0,"errmsg":"ok"}'), taken("it answered errcode 0: ok")],
    [answer(200, '{"errcode":0}'), taken("it answered errcode 0")],
    [answer(200, '{"errcode":93000,"errmsg":"invalid"}'), refused("it answered errcode 93000: invalid")],
    [answer(200, '{"errcode":45009,"errmsg":"freq"}', "3"), failed("it answered errcode 45009: freq", 3_000)],
    [answer(400, '{"errcode":45009}'), failed("it answered errcode 45009")],
    [answer(400, '{"errcode":1}'), refused("it answered errcode 1")],
    [answer(500, '{"errcode":0}'), failed('it answered 500: {"errcode":0}')],
    [answer(200, '{"errcode":1,"errmsg":{"toString":1}}'), refused("it answered errcode 1")],
    [answer(200, "ok"), refused("it answered 200: ok, which is no answer of this service")],
    [answer(200, "null"), refused("it answered 200: null, which is no answer of this service")],
    [answer(200, '{"errcode":"0"}'), refused('it answered 200: {"errcode":"0"}, which is no answer of this service')],
    [answer(200), refused("it answered 200, which is no answer of this service")],
    [answer(502, "<html>"), failed("it answered 502: <html>")],
    [answer(301, "<html>"), refused("it answered with a redirect (301), which is not followed")],
    [answer(404, "[]"), refused("it answered 404: []")],
  ])("makes of %j %j", (given, attempt) => {
    expect(judgeCode(given, now, words)).toEqual(attempt);
  });
});
