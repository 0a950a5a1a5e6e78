// stories.mjs - "A car is sold" and "A car comes to the workshop" (README), through the page.
import { fault, person, settled } from "./browser.mjs";
import { make, newest, open, put, stateIs, step, titleOf } from "./hands.mjs";

const brands = {
  aurora: {
    p: "a", model: "A5", car: "LDMA5A1B2TA000101", price: "124600", name: "李强", phone: "13912345679",
    done: "上牌手续已办", stages: [["自检", "technician"], ["终检", "workshop"]], washes: true, technician: "a_technician",
  },
  tianhe: {
    p: "t", model: "T6", car: "LTHT6A2C4TB000202", price: "139800", name: "赵敏", phone: "13912345680",
    done: "交车确认单已签字", stages: [["自检", "technician"], ["互检", "service"], ["终检", "workshop"]], washes: false,
    technician: "t_technician",
  },
};

export async function tell(browser, url, brand, size) {
  const about = { brand, ...brands[brand] };
  const people = {};
  const as = async (post) => (people[post] ??= await person(browser, url, `${about.p}_${post}`, size));
  try {
    await sell(as, about);
    await repair(as, about);
  } catch (error) {
    fault(`${brand} on a ${size}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
    for (const [post, page] of Object.entries(people)) await page.screenshot({ path: `fault-${brand}-${post}.png` });
  }
  for (const page of Object.values(people)) await page.context().close();
}

function refusedWith(pattern, said, what) {
  if (!pattern.test(said)) fault(`${what}: no reason was shown, but: ${said}`);
}

async function sell(as, about) {
  const advisor = await as("advisor");
  const lead = await make(advisor, "crm.lead", { 姓名: about.name, 电话: about.phone, 来源: "到店" });
  await make(advisor, "crm.contact", { 线索: about.name, 方式: "电话", 结果: "已联系上" });
  await open(advisor, "crm.lead", lead);
  await step(advisor, "确认意向");
  await stateIs(advisor, "已确认");
  await make(advisor, "sales.opportunity", { 客户: about.name, 线索: about.name, 意向车型: about.model, 需求: "家用" });
  const quote = await make(advisor, "sales.quote", { 商机: about.name, 客户: about.name, 车型: about.model, 报价: about.price });
  if (about.brand === "aurora") await override(as, quote);
  await open(advisor, "sales.quote", quote);
  await step(advisor, "发出");
  await step(advisor, "客户接受");
  const order = await make(advisor, "sales.order", { 报价: about.name });
  await step(advisor, "签订");
  const number = await titleOf(advisor);
  await make(await as("cashier"), "sales.payment", { 订单: number, 款项: "尾款", 金额: about.price, 方式: "转账" });
  await open(advisor, "sales.order", order);
  await step(advisor, "配车", { 车辆: about.car });
  await make(advisor, "sales.inspection", { 订单: number, "实车 VIN": about.car, 性能正常: "是", 外观完好: "是", 内饰完好: "是", 配件齐全: "是" });
  await open(advisor, "sales.order", order);
  refusedWith(/牌|签字|确认单/, await step(advisor, "交车").catch(() => advisor.locator(".strip").textContent()), "a car before its papers");
  await put(advisor, about.done, "是");
  await step(advisor, "交车");
  await stateIs(advisor, "已交车");
  await callAfter(as, number);
}

// Who bought is called some days later: the caller has it among the day's tasks, and it is one click from done.
async function callAfter(as, number) {
  const caller = await as("caller");
  const calls = caller.locator(".tasks li").filter({ hasText: number });
  const before = await calls.count();
  if (!before) return fault(`nobody is to call about ${number}`);
  await calls.first().getByRole("button", { name: "完成" }).click();
  await settled(caller);
  if ((await calls.count()) !== before - 1) fault(`the call about ${number} was done, and is still to do`);
}

// 4 % off: an advisor of aurora may give 3, so it is refused with the reason, and asked for.
async function override(as, quote) {
  const advisor = await as("advisor");
  refusedWith(/%|权限|让价|优惠/, await step(advisor, "发出"), "4 % off");
  const asked = await make(advisor, "sales.override", { 报价: `#${quote}`, 申请理由: "老客户转介绍" });
  const manager = await as("manager");
  await open(manager, "sales.override", asked);
  await step(manager, "批准");
  await stateIs(manager, "已批准");
}

async function repair(as, about) {
  const service = await as("service");
  const order = await make(service, "after_sales.repair_order", {
    "车架号 VIN": about.car, "里程（公里）": "860", 客户原话: "左前轮过坎异响", 故障代码: "NOISE-FL",
  });
  const number = await titleOf(service);
  await make(service, "after_sales.walkround", { 工单: number, 外观: "左前门划痕", "油量（电量）": "一半" });
  await make(service, "after_sales.order_line", { 工单: number, 类别: "工时", 维修项目: "更换平衡杆胶套" });
  await open(service, "after_sales.repair_order", order);
  if (about.brand === "tianhe") await step(service, "诊断", { 诊断结果: "胶套老化" });
  await step(service, "派工", { 技师: about.technician });
  await make(service, "after_sales.consent", { 工单: number, 确认方式: "电话", 确认内容: "修吧", 确认人: about.name });
  const technician = await as("technician");
  await open(technician, "after_sales.repair_order", order);
  await step(technician, "开工");
  await stateIs(technician, "维修中");
  await open(technician, "after_sales.order_line", await newest(technician, "after_sales.order_line"));
  await step(technician, "完工");
  for (const [stage, post] of about.stages) {
    await make(await as(post), "after_sales.check", { 工单: number, 检验环节: stage, 结果: "合格" });
  }
  await open(technician, "after_sales.repair_order", order);
  await step(technician, "完工", { 检查结果: "更换平衡杆胶套" });
  if (about.washes) await step(technician, "洗车");
  await handOver(as, order);
  await comeBack(as, about, number);
}

// The same noise again: the house knows which visit it comes back from, and takes it first.
async function comeBack(as, about, number) {
  const service = await as("service");
  await make(service, "after_sales.repair_order", {
    "车架号 VIN": about.car, "里程（公里）": "990", 客户原话: "又响了", 故障代码: "NOISE-FL",
  });
  const said = await service.locator(".sections").getByRole("combobox", { name: "原工单", exact: true }).inputValue();
  if (!said.includes(number)) fault(`${about.brand}: the come-back knows no visit ${number}, but ${said}`);
}

async function handOver(as, order) {
  const cashier = await as("cashier");
  await open(cashier, "after_sales.repair_order", order);
  await step(cashier, "结算");
  await stateIs(cashier, "已结算");
  await open(cashier, "after_sales.settlement", await newest(cashier, "after_sales.settlement"));
  const bill = await titleOf(cashier);
  const due = await cashier.locator(".sections .field").filter({ hasText: "未付" }).locator("output").first().textContent();
  await make(cashier, "after_sales.payment", { 结算单: bill, 支付方式: "移动支付", 金额: due.trim() });
  const service = await as("service");
  await open(service, "after_sales.repair_order", order);
  await step(service, "交车");
  await stateIs(service, "已交车");
}
