/** `npm run bench`: every target as met or missed, exit code 1 if one is missed. `--help` tells the rest. */

import { writePage } from "./kept-results.ts";
import { readOrder } from "./order.ts";
import { runSubjects } from "./run-subjects.ts";
import { subjects } from "./subjects.ts";

const order = readOrder(process.argv.slice(2), subjects);
if ("text" in order) {
  (order.exitCode === 0 ? process.stdout : process.stderr).write(order.text);
  process.exitCode = order.exitCode;
} else {
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  const met = await runSubjects(order, { folder: "dist/bench", say });
  if (order.write) await writePage(subjects.map(({ name }) => name));
  process.exitCode = met ? 0 : 1;
}
