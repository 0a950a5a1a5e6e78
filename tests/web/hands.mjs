// hands.mjs - what people do on a form, in their words.
import { fault, go, settled } from "./browser.mjs";

export async function open(page, entity, id) {
  await go(page, `r/${entity}/${id}`);
  await page.locator("form.form h1").waitFor();
}

// Types one field: a choice by its label, another record by its name, all else as text.
async function type(page, label, value) {
  const field = page.locator(".sections").getByLabel(label, { exact: true }).first();
  const tag = await field.evaluate((one) => (one.tagName === "SELECT" ? "select" : (one.getAttribute("role") ?? "text")));
  if (tag === "select") return field.selectOption({ label: value });
  await field.fill(value);
  if (tag !== "combobox") return field.dispatchEvent("change");
  const found = page.locator(".lookup li:visible").filter({ hasText: value }).first();
  await found.waitFor();
  await found.dispatchEvent("mousedown");
}

async function problem(page) {
  const note = page.locator("[role=alert].problem").first();
  return (await note.count()) ? (await note.textContent())?.trim() : "";
}

// A new record with these fields; its number.
export async function make(page, entity, fields) {
  await go(page, `r/${entity}/new`);
  await page.locator("form.form h1").waitFor();
  for (const [label, value] of Object.entries(fields)) await type(page, label, value);
  await page.locator("form.form > header").getByRole("button", { name: "保存", exact: true }).click();
  await page.waitForURL(/\/r\/[a-z_.]+\/\d+$/, { timeout: 8000 }).catch(async () =>
    fault(`${entity}: not made: ${await problem(page)}`));
  await settled(page);
  return Number(page.url().match(/(\d+)$/)?.[1] ?? 0);
}

// Presses a step of the workflow; what it asks for is typed. Says what was refused, or "".
export async function step(page, label, asked = {}) {
  await page.locator(".strip").getByRole("button", { name: label, exact: true }).click({ timeout: 8000 });
  const dialog = page.locator(".el-dialog:visible");
  if (Object.keys(asked).length) {
    await dialog.waitFor();
    for (const [name, value] of Object.entries(asked)) await answer(page, dialog, name, value);
    await dialog.getByRole("button", { name: label, exact: true }).click();
  }
  await settled(page);
  return problem(page);
}

async function answer(page, dialog, label, value) {
  const field = dialog.getByLabel(label, { exact: true }).first();
  await field.fill(value);
  if ((await field.getAttribute("role")) !== "combobox") return;
  const found = dialog.locator("li:visible").filter({ hasText: value }).first();
  await found.waitFor();
  await found.dispatchEvent("mousedown");
}

export async function put(page, label, value) {
  await type(page, label, value);
  await page.locator("form.form > header").getByRole("button", { name: "保存", exact: true }).click();
  await settled(page);
  return problem(page);
}

export async function stateIs(page, label) {
  const tag = await page.locator("form.form h1 .state").textContent();
  if (tag?.trim() !== label) fault(`state is ${tag}, not ${label} at ${page.url()}: ${await problem(page)}`);
}

export async function titleOf(page) {
  const text = await page.locator("form.form h1").evaluate((one) => one.firstChild?.textContent ?? "");
  return text.trim();
}

export async function newest(page, entity) {
  const found = await page.evaluate((name) => fetch(`/api/v1/${name}?limit=1&sort=-id`).then((answer) => answer.json()), entity);
  return found.records?.[0]?.id ?? 0;
}
