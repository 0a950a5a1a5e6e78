// rules.mjs - a rule is written in the browser: completed, checked as one types, and not lost.
// Nothing is saved: the scripts are those of the source tree.
import { fault, go, person, settled } from "./browser.mjs";

export async function writeRule(browser, url) {
  const page = await person(browser, url, "admin");
  page.setDefaultTimeout(60000); // a check compiles all rules of the house
  page.on("dialog", (dialog) => dialog.accept());
  await openFile(page);
  await completes(page);
  await marks(page);
  await keeps(page);
  await page.context().close();
}

async function openFile(page) {
  await go(page, "admin.rules");
  await page.locator(".tree button").getByText("crm_score", { exact: true }).click();
  await page.locator(".cm-content").getByText("local dms <const>").waitFor();
}

async function completes(page) {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nlocal gift = dms.de");
  await page.locator(".cm-tooltip-autocomplete").getByText("dms.deny").waitFor();
  await page.keyboard.press("Escape");
}

// The fault stands beside its line, and its sentence leads there.
async function marks(page) {
  await page.keyboard.type("x()");
  await page.locator(".cm-lint-marker-error").waitFor();
  const said = page.locator("#tab-panel li button").filter({ hasText: "dms.dex" });
  await page.keyboard.press("Control+Home");
  await said.click();
  const line = await page.locator(".cm-activeLine").textContent();
  if (!line.includes("dms.dex")) fault(`a fault leads to the line: ${line}`);
  if (await page.locator("form.card button[type=submit]").isEnabled()) fault("rules with a fault could be saved");
}

// Where the menu leads is an address one may load anew.
async function keeps(page) {
  await page.evaluate((path) => history.replaceState(null, "", path), await page.locator("nav a[aria-current]").getAttribute("href"));
  await page.reload();
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End"); // only what is seen is drawn
  await page.locator(".cm-content").getByText("dms.dex").waitFor();
  await page.getByRole("button", { name: "放弃修改" }).click();
  await settled(page);
  if (await page.locator(".cm-content").getByText("dms.dex").count()) fault("what was discarded is still there");
}
