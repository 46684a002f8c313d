/** What somebody has who cloned the project and installed its dependencies, and nothing else: an empty home. */

import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const project = fileURLToPath(new URL("../..", import.meta.url));

export interface Clone {
  readonly folder: string;
  readonly home: string;
}

/** Under `place`, in folders with a space in their names. */
export async function cloneInto(place: string): Promise<Clone> {
  const home = join(place, "some body");
  const folder = join(home, "job audit");
  const left = await leftOut();
  await mkdir(home, { recursive: true });
  const filter = (path: string) => dirname(path) !== dirname(join(project, "x")) || !left.has(basename(path));
  await cp(project, folder, { recursive: true, filter });
  await symlink(join(project, "node_modules"), join(folder, "node_modules"));
  return { folder, home };
}

/** What git keeps nothing of, and the sources of tests, which nobody who deploys needs. */
async function leftOut(): Promise<ReadonlySet<string>> {
  const ignored = await readFile(join(project, ".gitignore"), "utf8");
  const names = ignored.split("\n").map((line) => line.replaceAll("/", ""));
  return new Set([...names, ".git", "test", "examples"]);
}
