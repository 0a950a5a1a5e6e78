// house.ts - what becomes of the typed rules in the house: saved, switched on, taken back, and what it says of it.
import { computed, ref, shallowRef } from "vue";
import { diff, log, save as write, type Changed, type Log } from "./calls";
import { desk } from "./desk";
import { useAction } from "@/action";
import { Problem } from "@/api/http";
import { call } from "@/api/records";
import { session } from "@/session";
import { t, type Word } from "@/words";

export type House = ReturnType<typeof useHouse>;
const told: Record<string, Word> = {
  active: "rules.told_active", proposed: "rules.told_proposed", planned: "rules.told_planned", pilot: "rules.told_pilot",
};

export function useHouse() {
  const versions = shallowRef<Log>({ active: 0, items: [] });
  const differs = shallowRef<Changed[]>([]); // the files against the active version, without what is typed
  const said = ref("");
  const reason = ref("");
  const report = ref(""); // of the last back-test of what is typed
  const { busy, problem, run } = useAction();

  // Who proposed cannot be the second person.
  const proposed = computed(() => {
    const last = versions.value.items[0];
    return last?.step === "proposed" && last.by === session.me?.name;
  });
  const waits = computed(() => differs.value.length > 0 && !proposed.value);

  async function look(): Promise<void> {
    const [history, files] = await Promise.all([log(), diff({})]);
    versions.value = history;
    differs.value = files.items;
  }
  function say(version: number, step: string): void {
    said.value = t(told[step] ?? "rules.told_waits", { version });
  }
  async function propose(version: number, why: string): Promise<string> {
    return (await call<{ status: string }>("rules.activate", { version, reason: why })).status;
  }
  // Somebody was faster: what they have is fetched, and the page shows both.
  async function save(why: string): Promise<void> {
    said.value = "";
    await run(async () => {
      try {
        const { version, step } = await write({ texts: desk.texts(), was: desk.was(), reason: why, ...(report.value ? { backtest: report.value } : {}) });
        say(version, step === "waits" && desk.saving.value === "two" ? await propose(version, why) : step);
      } catch (fault) {
        if (fault instanceof Problem) await desk.load();
        if (desk.stale.value.length) return;
        throw fault;
      }
      reason.value = report.value = "";
      await desk.saved();
      await look();
    });
  }
  async function step(name: "rules.activate" | "rules.rollback", wish: Record<string, unknown>): Promise<void> {
    said.value = "";
    await run(async () => {
      const { version, status } = await call<{ version: number; status: string }>(name, wish);
      say(version, status);
      reason.value = "";
      await look();
    });
  }
  return {
    log: versions, waits, said, reason, report, busy, problem, run, look, save,
    activate: (why: string) => step("rules.activate", { reason: why }),
    confirm: (version: number, why: string) => step("rules.activate", { version, reason: why }),
    back: (version: number, why: string) => step("rules.rollback", { version, reason: why }),
  };
}
