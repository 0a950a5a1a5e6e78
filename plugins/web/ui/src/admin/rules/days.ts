// days.ts - what all rules would have done otherwise, day by day of the period, also on days without any.
import type { DayCount, Trial } from "./calls";
import { day } from "@/format";

const MOST = 400; // days drawn; a longer period shows the days that have something

export function byDay(rules: Trial[], from: unknown, to: unknown): DayCount[] {
  const days = new Map<string, DayCount>();
  const at = (date: string) => {
    const known = days.get(date) ?? { date, same: 0, new: 0, gone: 0, changed: 0 };
    days.set(date, known);
    return known;
  };
  const until = new Date(`${String(to)}T00:00:00`);
  const first = new Date(`${String(from)}T00:00:00`);
  if (until.getTime() - first.getTime() <= MOST * 86400000) {
    for (const one = first; one <= until; one.setDate(one.getDate() + 1)) at(day(one));
  }
  for (const one of rules.flatMap((rule) => rule.days ?? [])) {
    const sum = at(one.date);
    for (const kind of ["same", "new", "gone", "changed"] as const) sum[kind] += one[kind];
  }
  return [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}
