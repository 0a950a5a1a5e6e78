// troubles.mjs - when things go wrong: nothing typed is lost, and it is said what to do.
import { fault, person, settled } from "./browser.mjs";
import { make, open } from "./hands.mjs";

const saveButton = (page) => page.locator("form.form > header").getByRole("button", { name: "保存", exact: true });
const note = (page) => page.locator(".sections").getByLabel("备注", { exact: true }).first();

export async function troubles(browser, url) {
  const page = await person(browser, url, "a_advisor");
  const lead = await make(page, "crm.lead", { 姓名: "周到", 电话: "13912345681", 来源: "到店" });
  await open(page, "crm.lead", lead);
  await serverAway(page);
  await sessionEnds(page);
  await doubleClick(page);
  await conflict(browser, url, page, lead);
  await page.context().close();
}

// The server is away while somebody saves: it says so, and goes on by itself.
async function serverAway(page) {
  await note(page).fill("服务器重启时写的");
  await page.route("**/api/v1/**", (route) => route.abort("connectionrefused"));
  await saveButton(page).click();
  await page.locator(".offline").waitFor();
  if ((await note(page).inputValue()) !== "服务器重启时写的") fault("what was typed is gone while the server is away");
  await note(page).pressSequentially("，又写");
  await page.unroute("**/api/v1/**");
  await page.locator(".offline").waitFor({ state: "hidden" });
  await page.locator("form.form > header").getByRole("button", { name: "放弃修改", exact: true }).waitFor();
  await settled(page);
  if ((await note(page).inputValue()) !== "服务器重启时写的，又写") fault("what was typed while it was being saved is gone");
  await saveButton(page).click();
  await page.getByText("已保存", { exact: true }).waitFor();
}

async function sessionEnds(page) {
  await note(page).fill("会话到期时写的");
  await page.context().clearCookies();
  await saveButton(page).click();
  await page.locator(".el-dialog input[name=password]").fill("demo");
  await page.keyboard.press("Enter");
  await page.getByText("已保存", { exact: true }).waitFor();
}

async function doubleClick(page) {
  let sent = 0;
  const count = (request) => (sent += request.method() === "PATCH" ? 1 : 0);
  page.on("request", count);
  await note(page).fill("点了两下");
  await saveButton(page).dblclick();
  await page.getByText("已保存", { exact: true }).waitFor();
  page.off("request", count);
  if (sent !== 1) fault(`a double click sent ${sent} times`);
}

// Two people change the same record: both versions, side by side, and the choice is kept.
async function conflict(browser, url, page, lead) {
  await note(page).fill("我的说法");
  const other = await person(browser, url, "a_manager");
  await open(other, "crm.lead", lead);
  await note(other).fill("对方的说法");
  await saveButton(other).click();
  await other.getByText("已保存", { exact: true }).waitFor();
  await other.context().close();
  await saveButton(page).click();
  const dialog = page.locator(".el-dialog").filter({ hasText: "对方的" });
  await dialog.getByText("对方的说法").click();
  await dialog.getByRole("button").click();
  await settled(page);
  if ((await note(page).inputValue()) !== "对方的说法") fault("theirs was chosen, and is not there");
}
