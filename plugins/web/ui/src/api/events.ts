// events.ts - what happens in the house, live: one tab holds the stream (Web Locks), all hear it
// (BroadcastChannel). When that tab closes, the next one takes the lock and goes on.
import { line } from "./http";

export interface HouseEvent {
  name: string;
  entity: string;
  record: number;
}

const channel = new BroadcastChannel("dms.events");
const hearers = new Set<(event: HouseEvent) => void>();
let started = false;

function tell(event: HouseEvent): void {
  hearers.forEach((hear) => hear(event));
}
channel.onmessage = (message: MessageEvent<HouseEvent>) => tell(message.data);

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith(".*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

// Server-sent events have names that are not known before, so the stream is read by hand.
async function listen(last: { id: string }): Promise<void> {
  const response = await fetch("/api/v1/events", {
    headers: last.id ? { "Last-Event-ID": last.id } : {}, credentials: "same-origin",
  });
  if (!response.ok || !response.body) throw new Error(String(response.status));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      take(text.slice(0, end), last);
      text = text.slice(end + 2);
    }
  }
}

function take(block: string, last: { id: string }): void {
  const part = (name: string) => block.match(new RegExp(`^${name}: ?(.*)$`, "m"))?.[1];
  last.id = part("id") ?? last.id;
  const data = part("data");
  const name = part("event");
  if (!data || !name) return;
  const body = JSON.parse(data) as { entity: string; record: number };
  const event = { name, entity: body.entity, record: body.record };
  channel.postMessage(event);
  tell(event);
}

async function hold(): Promise<void> {
  const last = { id: "" };
  for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
    const from = Date.now();
    await listen(last).catch(() => undefined);
    if (Date.now() - from > 5000) wait = 1000;
    await new Promise((done) => setTimeout(done, line.down ? 1000 : wait));
  }
}

export function onHouse(patterns: string[], hear: (event: HouseEvent) => void): () => void {
  const mine = (event: HouseEvent) => {
    if (patterns.some((pattern) => matches(pattern, event.name))) hear(event);
  };
  hearers.add(mine);
  if (!started) {
    started = true;
    // Later than the page itself: what is shown first comes first.
    setTimeout(() => void navigator.locks.request("dms.events", hold), 1500);
  }
  return () => hearers.delete(mine);
}
