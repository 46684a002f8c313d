import { describe, expect, it } from "vitest";
import { readOpenMetrics } from "./open-metrics.ts";

/** From the overall structure that the specification shows. */
const fine = `# TYPE acme_http_router_request_seconds summary
# UNIT acme_http_router_request_seconds seconds
# HELP acme_http_router_request_seconds Latency though all of ACME's HTTP request router.
acme_http_router_request_seconds_sum{path="/api/v1",method="GET"} 9036.32
acme_http_router_request_seconds_count{path="/api/v1",method="GET"} 807283.0
acme_http_router_request_seconds_created{path="/api/v1",method="GET"} 1605281325.0
# TYPE go_goroutines gauge
# HELP go_goroutines Number of goroutines that \\"currently\\" exist.
go_goroutines 69
# TYPE process_cpu_seconds counter
# UNIT process_cpu_seconds seconds
process_cpu_seconds_total{odd="a\\\\b\\"c\\nd"} 4.20072246e+06
# EOF
`;

function problemsAfter(change: (text: string) => string): readonly string[] {
  const changed = change(fine);
  expect(changed).not.toBe(fine);
  return readOpenMetrics(changed).problems;
}

describe("readOpenMetrics()", () => {
  it("finds nothing wrong with a text that is right, and reads it", () => {
    const { families, problems } = readOpenMetrics(fine);
    expect(problems).toEqual([]);
    expect(families.map(({ name, type, samples }) => [name, type, samples.length])).toEqual([
      ["acme_http_router_request_seconds", "summary", 3],
      ["go_goroutines", "gauge", 1],
      ["process_cpu_seconds", "counter", 1],
    ]);
    expect(families[2]?.samples[0]).toEqual({
      name: "process_cpu_seconds_total",
      labels: { odd: 'a\\b"c\nd' },
      value: 4200722.46,
    });
  });

  it.each([
    ["no end", (text: string) => text.replace("# EOF\n", ""), /EOF/],
    ["an end without a line feed", (text: string) => text.slice(0, -1), /EOF/],
    ["lines behind the end", (text: string) => text.replace("# TYPE go", "# EOF\n# TYPE go"), /behind # EOF/],
    ["a blank line", (text: string) => text.replace("\n# TYPE go", "\n\n# TYPE go"), /no sample: $/],
    ["a comment", (text: string) => text.replace("# TYPE go", "# see go\n# TYPE go"), /a comment/],
    ["no type", (text: string) => text.replace("# TYPE go_goroutines gauge\n", ""), /go_goroutines has no TYPE/],
    ["an unknown type", (text: string) => text.replace("gauge", "untyped"), /no known type/],
    [
      "a type behind samples",
      (text: string) => moved(text, "# TYPE go_goroutines gauge\n", "go_goroutines 69\n"),
      /behind/,
    ],
    ["a type told twice", (text: string) => text.replace(/(# TYPE go.*\n)/, "$1$1"), /told twice/],
    ["a quote in a help text", (text: string) => text.replace('\\"currently\\"', '"currently"'), /not escaped/],
    ["a counter without its suffix", (text: string) => text.replace("_total{", "{"), /cpu_seconds/],
    ["a counter below 0", (text: string) => text.replace(" 4.2", " -4.2"), /from 0 on/],
    ["a unit that the name lacks", (text: string) => text.replaceAll("process_cpu_seconds", "process_cpu"), /its unit/],
    ["a family named as a counter's sample", (text: string) => text.replaceAll("go_goroutines", "go_total"), /_total/],
    ["another unit than a base one", (text: string) => text.replaceAll("go_goroutines", "go_wait_ms"), /base unit/],
    [
      "a sample told twice",
      (text: string) => text.replace("go_goroutines 69", "go_goroutines 69\ngo_goroutines 70"),
      /twice/,
    ],
    ["a label told twice", (text: string) => text.replace('{odd="', '{odd="x",odd="'), /a label is told twice/],
    ["a reserved label", (text: string) => text.replace("{odd=", "{__odd="), /reserved/],
    ["an escape that is none", (text: string) => text.replace("c\\nd", "c\\td"), /no sample/],
    ["a value that is none", (text: string) => text.replace(" 69", " many"), /no sample/],
    ["interleaved families", (text: string) => text.replace("# EOF", "go_goroutines 70\n# EOF"), /interleaved/],
    ["names that clash", (text: string) => text.replaceAll("go_goroutines", "process_cpu_seconds_created"), /clashes/],
  ])("finds %s", (_what, change, problem) => {
    expect(problemsAfter(change).join("\n")).toMatch(problem);
  });
});

function moved(text: string, line: string, behind: string): string {
  return text.replace(line, "").replace(behind, behind + line);
}
