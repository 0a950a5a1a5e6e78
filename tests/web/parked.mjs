// parked.mjs - what was given up stands on the health page: told again, or let go with a reason. The
// house has nothing parked: its answers are ours (tests/plugins/rest/admin_test.c has them from it).
import { fault, go, person, settled } from "./browser.mjs";

const one = (id) => ({
  id, subscriber: "common/crm/welcome", kind: "event", name: "crm.lead.created", entity: "crm.lead", record: 1, title: "王*",
  at: "2026-11-28T09:00:00+08:00", parked_at: "2026-11-28T09:00:01+08:00",
  problem: { key: "script.failed", text: "规则出错：没有这个门店", file: "common/crm.lua", line: 7 },
});

// Answers for the house, and keeps what it was asked.
async function pretend(page) {
  const house = { left: [one(3), one(4)], asked: [] };
  await page.route("**/api/v1/admin/health", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), parked: house.left.length } });
  });
  await page.route("**/api/v1/admin/parked**", (route) => {
    const path = new URL(route.request().url()).pathname, id = Number(path.match(/(\d+)\/\w+$/)?.[1]);
    if (route.request().method() === "GET") return route.fulfill({ json: { parked: house.left, total: house.left.length } });
    house.asked.push([path, route.request().postDataJSON()]);
    const well = path.endsWith("drop") || id === 3;
    if (well) house.left = house.left.filter((each) => each.id !== id);
    if (path.endsWith("drop")) return route.fulfill({ json: { dropped: one(id) } });
    return route.fulfill({ json: { items: [], done: well ? 1 : 0, refused: well ? 0 : house.left.length } });
  });
  return house;
}

export async function parked(browser, url) {
  const page = await person(browser, url, "admin");
  const house = await pretend(page);
  await go(page, "admin.health");
  const rows = page.locator(".parked tbody tr");
  await rows.nth(1).getByText("没有这个门店").waitFor();
  await page.getByRole("button", { name: "全部重试：common/crm/welcome" }).click();
  await page.getByText("0 件办成，2 件仍然搁置").waitFor();
  await rows.nth(0).getByRole("button", { name: "重试", exact: true }).click();
  await page.getByText("1 件办成，0 件仍然搁置").waitFor();
  if ((await rows.count()) !== 1) fault("what was done is still among the parked");
  await letGo(page, rows, house);
  await page.context().close();
}

async function letGo(page, rows, house) {
  await rows.nth(0).getByRole("button", { name: "放弃", exact: true }).click();
  const dialog = page.locator(".el-dialog:visible"), go = dialog.getByRole("button", { name: "放弃", exact: true });
  await dialog.waitFor();
  if (await go.isEnabled()) fault("something parked is let go without a reason");
  await dialog.getByLabel("原因").fill("已电话处理");
  await go.click();
  await rows.nth(0).waitFor({ state: "detached" });
  await settled(page);
  const [path, body] = house.asked.at(-1);
  if (!path.endsWith("/4/drop") || body.reason !== "已电话处理") fault(`what is let go, and why: ${path} ${JSON.stringify(body)}`);
}
