import { describe, expect, it } from "vitest";
import { createTaskQueue, type TaskQueue } from "../../../lib/usecases/audit/task-queue.ts";
import type { Task } from "../../../lib/usecases/audit/walk-tasks.ts";

/** A queue only keeps tasks apart. */
function tasks(...names: readonly string[]): Task[] {
  return names.map((name) => ({ name }) as unknown as Task);
}

function takeAll(queue: TaskQueue): (Task | null)[] {
  const taken: (Task | null)[] = [];
  for (let task = queue.take(); task !== null; task = queue.take()) taken.push(task);
  return taken;
}

describe("createTaskQueue()", () => {
  const [a1, a2, a3, b1, b2] = tasks("a1", "a2", "a3", "b1", "b2") as [Task, Task, Task, Task, Task];

  it("gives the first window of each scope, and no other until that scope is let go", () => {
    const queue = createTaskQueue([
      [a1, a2, a3],
      [b1, b2],
    ]);
    expect(takeAll(queue)).toEqual([a1, b1]);
    queue.letGo(b1);
    expect(takeAll(queue)).toEqual([b2]);
    queue.letGo(a1);
    expect(takeAll(queue)).toEqual([a2, a3]);
  });

  it("lets a scope go once, however often it is told, and by its first window only", () => {
    const queue = createTaskQueue([[a1, a2], [b1]]);
    for (const told of [a2, a1, a1, b1]) queue.letGo(told);
    expect(takeAll(queue)).toEqual([a1, b1, a2]);
    queue.letGo(a1);
    expect(queue.take()).toBeNull();
  });

  it("knows which windows are the first of a scope that is held", () => {
    const queue = createTaskQueue([[a1, a2], [b1]]);
    expect([a1, a2, b1].map(queue.isHeld)).toEqual([true, false, true]);
    queue.letGo(a1);
    expect([a1, a2, b1].map(queue.isHeld)).toEqual([false, false, true]);
  });

  it("gives what was put back once more, behind all others, and still holds its scope", () => {
    const queue = createTaskQueue([[a1, a2], [b1]]);
    expect(queue.take()).toBe(a1);
    queue.putBack(a1);
    expect(takeAll(queue)).toEqual([b1, a1]);
    expect(queue.isHeld(a1)).toBe(true);
  });

  it("gives nothing where there are no scopes, or scopes without windows", () => {
    expect(createTaskQueue([]).take()).toBeNull();
    expect(createTaskQueue([[], []]).take()).toBeNull();
  });
});
