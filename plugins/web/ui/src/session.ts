// session.ts - who is logged in, and what happens when nobody is any more.
import { reactive } from "vue";
import { get, line, onSessionEnd, post, Problem } from "@/api/http";

export interface Me {
  user: number;
  name: string;
  full_name?: string;
  language: string;
  roles: string[];
  stores: string[];
  store: string | null;
  brand: string | null;
  csrf?: string;
}

export const session = reactive({
  me: null as Me | null,
  ready: false,
  ended: false, // was there and is over: the dialog asks for the password
});

const kept = "dms.inside";
let waiting: { go: () => void }[] = [];

onSessionEnd(() => {
  if (!session.me) return Promise.reject(new Problem({
    type: "urn:dms:problem:session.none", title: "", status: 401, detail: "",
  }));
  session.ended = true;
  return new Promise<void>((go) => waiting.push({ go }));
});

async function look(): Promise<void> {
  const me = await get<Me>("/api/v1/me");
  line.csrf = me.csrf ?? "";
  localStorage.setItem(kept, "yes");
  session.me = me;
}

export async function start(): Promise<void> {
  // Who never logged in with this browser, or logged out, is not asked for.
  if (localStorage.getItem(kept) === "yes") {
    await look().catch((fault: unknown) => {
      if (!(fault instanceof Problem)) throw fault;
    });
  }
  session.ready = true;
}

export async function login(user: string, password: string): Promise<void> {
  const answer = await post<{ csrf: string }>("/api/v1/login", { user, password });
  const before = session.me?.user;
  line.csrf = answer.csrf;
  session.ended = false;
  await look();
  if (before !== undefined && before !== session.me?.user) return location.assign("/ui/");
  waiting.splice(0).forEach((one) => one.go());
}

export async function logout(): Promise<void> {
  await post("/api/v1/logout").catch(() => undefined);
  sessionStorage.clear();
  localStorage.removeItem(kept);
  waiting = [];
  location.assign("/ui/");
}

export function has(...roles: string[]): boolean {
  return roles.some((role) => session.me?.roles.includes(role));
}
