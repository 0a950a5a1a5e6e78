// plan.ts - the lanes and bars of one day, and their re-planning.
import { shallowRef, type Ref } from "vue";
import { useAction } from "@/action";
import { metaOf } from "@/api/meta";
import type { Page } from "@/api/pages";
import { change, list } from "@/api/records";
import type { EntityMeta, Rec } from "@/api/types";

function later(value: unknown, minutes: number): string {
  return new Date(Date.parse(String(value)) + minutes * 60000).toISOString();
}

// A bar moved as a whole: begin and end together.
export function moved(page: Page, bar: Rec, minutes: number): Record<string, unknown> {
  const ends = page.to && bar[page.to];
  return {
    [page.from!]: later(bar[page.from!], minutes),
    ...(ends ? { [page.to!]: later(ends, minutes) } : {}),
  };
}

export function usePlan(page: Page, on: Ref<string>) {
  const meta = shallowRef<EntityMeta>();
  const laneMeta = shallowRef<EntityMeta>();
  const lanes = shallowRef<Rec[]>([]);
  const bars = shallowRef<Rec[]>([]);
  const { problem, run } = useAction();

  async function fetchAll(): Promise<void> {
    const start = new Date(`${on.value}T00:00:00`);
    const end = new Date(start.getTime() + 86400000);
    const where = { ...page.filter, [page.from!]: { gte: start.toISOString(), lt: end.toISOString() } };
    [meta.value, laneMeta.value] = await Promise.all([metaOf(page.entity!), metaOf(page.lanes!)]);
    const [all, found] = await Promise.all([
      list(page.lanes!, { sort: "id", limit: 100 }), list(page.entity!, { where, sort: page.from, limit: 100 }),
    ]);
    lanes.value = all.records;
    bars.value = found.records;
  }
  const load = () => run(fetchAll);
  async function put(bar: Rec, fields: Record<string, unknown>): Promise<void> {
    await run(() => change(page.entity!, bar.id, bar.rev, fields));
    const refusal = problem.value;
    await load();
    problem.value ??= refusal;
  }
  return { meta, laneMeta, lanes, bars, problem, load, put };
}

export interface Load {
  booked: number;
  hours: number;
}

// Hours of a lane on that day that are booked, of those it has: its own word, or else the board's span.
export function loadOf(page: Page, lane: Rec, bars: Rec[]): Load {
  const [open, close] = page.hours ?? [8, 18];
  const mine = bars.filter((bar) => bar[page.lane!] === lane.id);
  const booked = mine.reduce((sum, bar) => {
    const from = Date.parse(String(bar[page.from!]));
    const to = Date.parse(String(page.to ? bar[page.to] : "")) || from + 3600000;
    return sum + (to - from) / 3600000;
  }, 0);
  return { booked: Math.round(booked * 10) / 10, hours: Number(lane.hours ?? close - open) };
}
