// finding.ts - what the quick find has found, the last question only.
import { ref, shallowRef } from "vue";
import { get, Problem } from "@/api/http";
import { metaOf } from "@/api/meta";

export interface Hit {
  entity: string;
  id: number;
  title?: string;
  detail?: string;
  label?: string;
}

async function ask(words: string, signal: AbortSignal): Promise<Hit[]> {
  const { hits } = await get<{ hits: Hit[] }>(`/api/v1/find?q=${encodeURIComponent(words)}`, signal);
  return Promise.all(hits.map(async (hit) => ({
    ...hit, label: await metaOf(hit.entity).then((meta) => meta.entity.label, () => hit.entity),
  })));
}

export function finding() {
  const hits = shallowRef<Hit[]>([]);
  const problem = shallowRef<Problem | null>(null);
  const asked = ref(false);
  let stop = new AbortController();
  let timer = 0;

  async function now(words: string): Promise<void> {
    stop.abort();
    stop = new AbortController();
    const mine = stop;
    try {
      const found = await ask(words, mine.signal);
      if (mine.signal.aborted) return;
      hits.value = found;
      asked.value = true;
      problem.value = null;
    } catch (fault) {
      if (mine.signal.aborted) return;
      if (!(fault instanceof Problem)) throw fault;
      problem.value = fault;
    }
  }

  function look(words: string, wait = 120): Promise<void> {
    clearTimeout(timer);
    const wanted = words.trim();
    if (wanted.length < 2) {
      hits.value = [];
      asked.value = false;
      return Promise.resolve();
    }
    if (wait === 0) return now(wanted);
    return new Promise((done) => (timer = window.setTimeout(() => void now(wanted).then(done), wait)));
  }
  return { hits, problem, asked, look };
}
