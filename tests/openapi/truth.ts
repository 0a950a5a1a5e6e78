// truth.ts - holds every answer against the document: a status that is not described, or a body
// that its schema does not allow, is a fault.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

type Json = { [key: string]: any };

export const description: Json = JSON.parse(readFileSync(process.argv[3]!, "utf8"));

const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true });
formats.default(ajv);
ajv.addSchema(description, "document");

const step = (name: string) => name.replaceAll("~", "~0").replaceAll("/", "~1");

// Where RESPONSE of the operation stands in the document; a reference is followed.
function pointer(path: string, method: string, status: number): string | undefined {
  const found = description.paths[path]?.[method]?.responses[status];
  if (found === undefined) return undefined;
  return found.$ref ?? `#/paths/${step(path)}/${method}/responses/${status}`;
}

function at(where: string): Json {
  return where
    .slice(2)
    .split("/")
    .reduce((json: Json, key) => json[key.replaceAll("~1", "/").replaceAll("~0", "~")], description);
}

export async function judge(path: string, method: string, response: Response): Promise<void> {
  const what = `${method.toUpperCase()} ${path}: ${response.status}`;
  const where = pointer(path, method, response.status);
  if (where === undefined) throw new Error(`${what} is not described`);
  const described = at(where);
  for (const name of Object.keys(described.headers ?? {})) {
    const optional = ["Link", "WWW-Authenticate"].includes(name);
    if (!optional && !response.headers.has(name)) throw new Error(`${what} lacks ${name}`);
  }
  const type = (response.headers.get("Content-Type") ?? "").split(";")[0]!;
  if (described.content === undefined) return;
  if (described.content[type] === undefined) throw new Error(`${what} is ${type}`);
  if (!type.endsWith("json")) return;
  const body = await response.clone().json();
  const schema = `document${where}/content/${step(type)}/schema`;
  if (!ajv.validate({ $ref: encodeURI(schema) }, body)) {
    throw new Error(`${what}: ${ajv.errorsText()} in ${JSON.stringify(body)}`);
  }
}
