import { appendLogContract } from "../contract/append-log.ts";
import { createMemoryLog } from "./memory-log.ts";

const log = createMemoryLog();

appendLogContract("the fake in memory", async () => log);
