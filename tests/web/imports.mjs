// imports.mjs - a file of another program, whose kind one chooses: first what it would do, then for good.
import { fault, go, person, settled } from "./browser.mjs";

const file = `${process.env.SOURCE_DIR}/tests/data/adf/sendadf_minimal_pretty.xml`;

export async function importFile(browser, url) {
  const page = await person(browser, url, "a_manager");
  await go(page, "crm.leads");
  await page.getByRole("button", { name: "导入", exact: true }).click();
  const dialog = page.locator(".el-dialog").filter({ hasText: "导入" });
  await dialog.getByLabel("文件种类").selectOption({ label: "ADF 线索（XML）" });
  await dialog.getByLabel("文件", { exact: true }).setInputFiles(file);
  await dialog.getByRole("heading", { name: "试运行结果" }).waitFor();
  await dialog.getByRole("button", { name: "正式导入" }).click();
  await dialog.getByRole("heading", { name: "导入完成" }).waitFor();
  const accepted = await dialog.locator("dt", { hasText: "可导入" }).locator("+ dd").textContent();
  if (accepted !== "1") fault(`of one ADF lead ${accepted} were imported`);
  await dialog.getByRole("button", { name: "关闭" }).last().click();
  await settled(page);
  await page.getByText("John Doe").first().waitFor();
  await page.context().close();
}
