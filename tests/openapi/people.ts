// people.ts - a client of the API for one person, logged in; each answer is held against the
// document.
import createClient, { type Client, type Middleware } from "openapi-fetch";
import type { paths } from "./schema.js";
import { judge } from "./truth.js";

export const url = process.argv[2]!;

export type Person = Client<paths>;

const truth: Middleware = {
  async onResponse({ request, response, schemaPath }) {
    await judge(schemaPath, request.method.toLowerCase(), response);
  },
};

export function stranger(headers: Record<string, string> = {}): Person {
  const client = createClient<paths>({ baseUrl: url, headers: { "Accept-Language": "en", ...headers } });
  client.use(truth);
  return client;
}

// With the cookie and the CSRF value of a login, as a page has them.
export async function login(user: string): Promise<Person> {
  const { data, response } = await stranger().POST("/api/v1/login", { body: { user, password: "demo" } });
  const cookie = response.headers.get("Set-Cookie")?.split(";")[0];
  if (data === undefined || cookie === undefined) throw new Error(`${user} cannot log in: ${response.status}`);
  return stranger({ Cookie: cookie, "X-CSRF-Token": data.csrf, Origin: url });
}

// With a token that the person has made, as a program has it.
export async function byToken(user: string, scope: string[]): Promise<Person> {
  const page = await login(user);
  const { token } = done(await page.POST("/api/v1/tokens", { body: { name: "story", scope, days: 1 } }));
  return stranger({ Authorization: `Bearer ${token}` });
}

type Answer<Data, Problem> = { data?: Data; error?: Problem; response: Response };

export function done<Data, Problem>(answer: Answer<Data, Problem>): NonNullable<Data> {
  if (answer.data === undefined || answer.data === null) {
    throw new Error(`${answer.response.url}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

// A rule's refusal, which has the rule's name.
export function refused<Data, Problem extends { rule?: string; detail: string }>(
  answer: Answer<Data, Problem>,
): string {
  if (answer.response.status !== 422 || answer.error?.rule === undefined) {
    throw new Error(`${answer.response.url}: not refused by a rule: ${answer.response.status}`);
  }
  return `${answer.error.rule}: ${answer.error.detail}`;
}
