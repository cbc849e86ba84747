import { expect, type Locator, type Page } from '@playwright/test';
import {
  beSignedIn,
  clockTime,
  dialogOf,
  haveCase,
  haveGuardian,
  pageOf,
  submitDialog,
  test,
} from './journey.ts';
import { takePicture } from './picture.ts';

const DAY = 86_400_000;
const dayAfter = (days: number) => clockTime(new Date(Date.now() + days * DAY)).slice(0, 10);

async function assess(page: Page, caseId: string, riskLevel: string): Promise<void> {
  const assessment = {
    kind: 'assessment',
    occurredAt: new Date().toISOString(),
    text: '谈过安全计划',
    riskLevel,
  };
  const { status } = await page.request
    .post(`/api/v1/cases/${caseId}/records`, { data: assessment })
    .then(async (answer) => ({ status: answer.status() }));
  expect(status).toBe(201);
}

const partOf = (page: Page, name: string): Locator => page.getByRole('region', { name });

test('a worker asks to close a case at high risk, it is returned, asked for again and accepted, and its follow-up waits for both', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id, clientId, name } = await haveCase(page);
  await haveGuardian(page, clientId, { name: '陈外婆', relation: 'grandparent', phone: '13800138000' });
  await assess(page, id, 'high');
  await page.goto(`/cases/${id}`);
  // whose case it is, who decides on closing it, and whom to call
  await expect(page.getByText(/负责：陈晓岚/)).toBeVisible();
  await expect(page.getByText(/结案由督导决定/)).toBeVisible();
  await expect(page.getByRole('link', { name: '13800138000' })).toHaveAttribute('href', 'tel:13800138000');

  await page.getByRole('button', { name: '申请结案' }).click();
  const form = dialogOf(page);
  await form.getByText('目标达成', { exact: true }).click();
  await form.getByText('部分达成').click();
  await form.getByLabel('内容').fill('睡眠稳定，同学常来找');
  await form.getByRole('button', { name: '提交申请' }).click();
  // at high risk nobody is let go without a reason and a day
  await expect(form.getByText('此项必填')).toHaveCount(2);
  await form.getByLabel('为什么风险高仍然结束').fill('专科医院接手，外婆陪同复诊');
  await form.getByLabel('哪一天回访').fill(dayAfter(-1));
  await form.getByRole('button', { name: '提交申请' }).click();
  await expect(form.getByText('请选今天或以后的日期')).toBeVisible();
  await form.getByLabel('哪一天回访').fill(dayAfter(14));
  await form.getByLabel('内容').focus();
  await expect(form.getByText('请选今天或以后的日期')).toHaveCount(0);
  await takePicture(page, 'ask-to-close');
  await submitDialog(page, '提交申请');
  await expect(partOf(page, '结案申请等待督导决定')).toContainText('睡眠稳定');
  await expect(page.getByRole('button', { name: '申请结案' })).toHaveCount(0);

  const supervisor = await pageOf(browser, 'supervisor.wenzhou');
  await supervisor.goto('/');
  const waiting = partOf(supervisor, '等您决定的结案申请').getByRole('listitem').filter({ hasText: name });
  await expect(waiting).toContainText('专科医院接手');
  await waiting.getByRole('button', { name: '决定' }).click();
  // nothing is decided beforehand
  await dialogOf(supervisor).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(supervisor).getByText('此项必填')).toHaveCount(2);
  await dialogOf(supervisor).getByText('退回社工').click();
  await dialogOf(supervisor).getByLabel('理由').fill('请先和医院确认复诊时间');
  await submitDialog(supervisor, '保存');
  await expect(waiting).toHaveCount(0);

  // the worker on the way, with a telephone
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  const back = partOf(page, '督导退回的结案申请').getByRole('listitem').filter({ hasText: name });
  await expect(back).toContainText('请先和医院确认复诊时间');
  await back.getByRole('link', { name }).click();
  await expect(partOf(page, '督导退回的结案申请')).toContainText('请先和医院确认复诊时间');
  await page.getByRole('button', { name: '申请结案' }).click();
  await form.getByText('目标达成', { exact: true }).click();
  await form.getByText('部分达成').click();
  await form.getByLabel('内容').fill('医院确认两周后复诊');
  await form.getByLabel('为什么风险高仍然结束').fill('医院已排好复诊');
  await form.getByLabel('哪一天回访').fill(dayAfter(14));
  await submitDialog(page, '提交申请');

  await supervisor.goto(`/cases/${id}`);
  await supervisor.getByRole('button', { name: '决定' }).first().click();
  await dialogOf(supervisor).getByText('同意结案').click();
  await expect(dialogOf(supervisor).getByLabel('哪一天回访')).toHaveValue(dayAfter(14));
  await dialogOf(supervisor).getByLabel('理由').fill('复诊有人陪，两周后回访');
  await submitDialog(supervisor, '保存');
  await expect(supervisor.getByText('已结案').first()).toBeVisible();

  for (const at of [page, supervisor]) {
    await at.goto('/');
    const step = partOf(at, '下一步').getByRole('listitem').filter({ hasText: name });
    await expect(step).toContainText('结案后回访');
  }
  await page.goto(`/cases/${id}`);
  await expect(page.getByRole('listitem').filter({ hasText: '医院确认两周后复诊' }).first()).toBeVisible();
  await page.getByRole('button', { name: '回访', exact: true }).first().click();
  await dialogOf(page).getByLabel('内容').fill('在复诊，情绪平稳');
  await submitDialog(page, '保存');
  await expect(page.getByRole('button', { name: '完成回访' })).toBeVisible();
});

test('a request is taken back by the worker, and the supervisor closes a case in one form', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  const closure = { closureReason: 'client_wish', outcome: 'not_known', text: '本人想先停一停' };
  await page.request.post(`/api/v1/cases/${id}/closure-requests`, { data: closure });
  await page.goto(`/cases/${id}`);
  await page.getByRole('button', { name: '撤回申请' }).click();
  await expect(partOf(page, '结案申请等待督导决定')).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: '已撤回' })).toContainText('本人想先停一停');

  const supervisor = await pageOf(browser, 'supervisor.wenzhou');
  await supervisor.goto(`/cases/${id}`);
  await expect(supervisor.getByText('您可以结案')).toBeVisible();
  await supervisor.getByRole('button', { name: '结案', exact: true }).click();
  await dialogOf(supervisor).getByText('本人不愿继续').click();
  await dialogOf(supervisor).getByText('无法判断').click();
  await dialogOf(supervisor).getByLabel('内容').fill('尊重本人意愿，告知随时可以再来');
  await submitDialog(supervisor, '结案');
  await expect(supervisor.getByText('尊重本人意愿')).toBeVisible();
  await expect(supervisor.getByText('从“接案”进入“已结案”')).toBeVisible();
});
