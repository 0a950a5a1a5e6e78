// http.ts - one question to the server. A server that is away is asked again until it is back;
// a session that has ended is begun anew, and the question is asked once more. Writes carry an
// Idempotency-Key, so that asking again does nothing twice.
import { reactive } from "vue";
import { language } from "@/words";

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  field?: string;
  rule?: string;
  file?: string;
  line?: number;
  values?: Record<string, string>;
}

// The sentence itself: where it stands in which file is shown apart from it.
function sentence(body: ProblemBody): string {
  let text = body.detail || body.title;
  for (const before of [body.file && body.line ? `${body.file}:${body.line}: ` : "", body.field ? `${body.field}: ` : ""]) {
    if (before && text.startsWith(before)) text = text.slice(before.length);
  }
  return text;
}

export class Problem extends Error {
  constructor(readonly body: ProblemBody) {
    super(sentence(body));
  }
  get key(): string {
    return this.body.type.replace("urn:dms:problem:", "");
  }
}

export interface Answer<T> {
  data: T;
  etag: string | null;
}

export interface Question {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  file?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

// What the whole page shares about the connection.
export const line = reactive({ down: false, csrf: "" });

let again: () => Promise<void> = () => Promise.reject(new Error("no login"));
export function onSessionEnd(login: () => Promise<void>): void {
  again = login;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

function head(question: Question, key: string): Record<string, string> {
  const headers: Record<string, string> = { "Accept-Language": language.value, ...question.headers };
  if ((question.method ?? "GET") !== "GET") {
    headers["X-CSRF-Token"] = line.csrf;
    if (key) headers["Idempotency-Key"] = key;
  }
  if (question.body !== undefined) headers["Content-Type"] = "application/json";
  return headers;
}

// Sends until somebody answers who is able to.
async function send(path: string, question: Question, key: string): Promise<Response> {
  for (let wait = 500; ; wait = Math.min(wait * 1.6, 5000)) {
    try {
      const response = await fetch(path, {
        method: question.method ?? "GET",
        headers: head(question, key),
        body: question.file ?? (question.body === undefined ? undefined : JSON.stringify(question.body)),
        signal: question.signal,
        credentials: "same-origin",
      });
      if (![502, 503, 504].includes(response.status)) {
        line.down = false;
        return response;
      }
    } catch (fault) {
      if (question.signal?.aborted) throw fault;
    }
    line.down = true;
    await pause(wait);
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    return new Problem(JSON.parse(text) as ProblemBody);
  } catch {
    return new Problem({
      type: "about:blank", title: response.statusText, status: response.status, detail: text.slice(0, 200),
    });
  }
}

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function raw(path: string, question: Question = {}): Promise<Response> {
  const secret = path.endsWith("/login") || path.endsWith("/logout") || path.endsWith("/tokens");
  const key = secret ? "" : newKey();
  let response = await send(path, question, key);
  if (response.status === 401 && !path.endsWith("/login")) {
    await again();
    response = await send(path, question, key);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

export async function ask<T>(path: string, question: Question = {}): Promise<Answer<T>> {
  const response = await raw(path, question);
  return { data: (await response.json()) as T, etag: response.headers.get("ETag") };
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await ask<T>(path, { signal })).data;
}

export async function post<T>(path: string, body: unknown = {}): Promise<T> {
  return (await ask<T>(path, { method: "POST", body })).data;
}
