/**
 * Writes the two nights of the diff's benchmark into a folder. Half of the second night's inputs had failed in the
 * first, a tenth of its groups are new, and a tenth of the first night's inputs recovered.
 */

import { createDirectoryStore } from "../../lib/adapters/directory/directory-store.ts";
import { diffNights } from "../diff-nights.ts";
import { makeNight } from "../findings.ts";

const [folder = "", findings = "0"] = process.argv.slice(2);
const store = createDirectoryStore(folder);
const { first, second } = diffNights(Number(findings));
const manifest = await makeNight(store, { ...first, inputs: [] });
await makeNight(store, { ...second, inputs: [{ night: first.date, manifest }] });
