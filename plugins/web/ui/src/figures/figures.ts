// figures.ts - the house's figures, in one question for a strip.
import { get } from "@/api/http";
import { grouped } from "@/format";
import { t } from "@/words";

export interface Part {
  window?: string;
  from?: string;
  to?: string;
  value: number | string | null;
  numerator?: number | string | null;
  denominator?: number | string | null;
}
export interface Benchmark {
  name: string;
  value: number | string | null;
  since?: string;
  source?: string;
  compared?: "above" | "below" | "equal";
}
export interface Figure extends Part {
  name: string;
  label: string;
  formula: string;
  unit: "count" | "money" | "percent" | "decimal" | "days";
  less_is_better?: boolean;
  windows: string[];
  dimensions: { name: string; label: string }[];
  target?: number | string | null;
  attainment?: string;
  benchmarks?: Benchmark[];
  groups?: (Part & { key: number | string | null; title: string })[];
  trend?: Part[];
}

export async function figuresOf(window: string, names?: string[]): Promise<{ figures: Figure[]; from?: string; to?: string }> {
  const answer = await get<{ figures: Figure[]; from?: string; to?: string }>(`/api/v1/figures?window=${window}`);
  if (!names?.length) return answer;
  return { ...answer, figures: names.flatMap((name) => answer.figures.find((one) => one.name === name) ?? []) };
}

export function figure(name: string, window: string, by = "", trend = 6): Promise<Figure> {
  return get(`/api/v1/figures/${name}?window=${window}${trend ? `&trend=${trend}` : ""}${by ? `&by=${by}` : ""}`);
}

export function said(unit: Figure["unit"], value: Part["value"] | undefined): string {
  if (value === null || value === undefined) return "—";
  if (unit === "percent") return `${value} %`;
  if (unit === "money") return `¥ ${grouped(value)}`;
  if (unit === "days") return t("figure.days", { days: String(value) });
  return grouped(value);
}

// "高于标杆 行业均值 12.50 %"
export function besides(figure: Figure): { words: string; hint: string; good: boolean | null }[] {
  return (figure.benchmarks ?? []).map((one) => ({
    words: t(`figure.benchmark_${one.compared ?? "known"}`, { name: one.name, value: said(figure.unit, one.value) }),
    hint: t("figure.benchmark_hint", { since: one.since ?? "", source: one.source ?? "" }),
    good: one.compared === undefined || one.compared === "equal" ? null : (one.compared === "above") !== (figure.less_is_better === true),
  }));
}
