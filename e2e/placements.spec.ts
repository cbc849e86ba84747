import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, choose, clockTime, dialogOf, newName, pageOf, submitDialog, test } from './journey.ts';

const DAY_MS = 86_400_000;
const dayIn = (days: number) => clockTime(new Date(Date.now() + days * DAY_MS)).slice(0, 'YYYY-MM-DD'.length);

test('a student is given to a practice supervisor, who confirms hours, evaluates, and prints the report', async ({
  page,
  browser,
}) => {
  const name = newName();
  await beSignedIn(page, 'supervisor.wenzhou');
  await page.goto('/placements');
  await page.getByRole('button', { name: '安排实习' }).click();
  const form = dialogOf(page);
  await form.getByLabel('学生姓名').fill(name);
  await form.getByLabel('学校', { exact: true }).fill('温州大学');
  await form.getByLabel('老师电话').fill('0577-5550100');
  await choose(page, '实习督导', '陈晓岚');
  const sites = (await (await page.request.get('/api/v1/me')).json()) as { sites: { name: string }[] };
  await choose(page, '站点', sites.sites[0]?.name ?? '');
  await form.getByLabel('开始').fill(dayIn(-10));
  await form.getByLabel('结束').fill(dayIn(-20));
  await form.getByLabel('约定时数').fill('400');
  await form.getByRole('button', { name: '保存' }).click();
  await expect(form.getByText('结束日期不能早于开始日期')).toBeVisible();
  await form.getByLabel('结束').fill(dayIn(60));
  await submitDialog(page, '保存');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await page.getByRole('button', { name: '开始实习' }).click();
  await page.getByRole('region', { name: '实习时数' }).getByRole('button', { name: '登记时数' }).click();
  await dialogOf(page).getByLabel('哪一天').fill(dayIn(-1));
  await dialogOf(page).getByLabel('多少分钟').fill('240');
  await dialogOf(page).getByLabel('做了什么').fill('旁听小组活动，写观察记录');
  await expectAccessible(page, 'hours of a placement to enter');
  await submitDialog(page, '保存');
  await expect(page.getByText('待实习督导确认')).toBeVisible();
  await expect(page.getByRole('button', { name: /^确认：/ })).toHaveCount(0);

  const telephone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await beSignedIn(telephone, 'worker.wenzhou');
  await telephone.goto('/placements');
  await expect(telephone.getByRole('button', { name: '安排实习' })).toHaveCount(0);
  await telephone.getByRole('link', { name }).click();
  await telephone.getByRole('button', { name: /^确认：/ }).click();
  await expect(telephone.getByText('已确认 4 小时，约定 400 小时')).toBeVisible();
  await telephone.getByRole('button', { name: '写终期评价' }).click();
  for (const skill of ['伦理与保密', '建立关系', '预估', '介入', '记录', '团队合作'])
    await dialogOf(telephone)
      .getByRole('radiogroup', { name: skill })
      .getByText('4', { exact: true })
      .click();
  await dialogOf(telephone).getByLabel('具体的话').fill('能独立访谈，记录及时');
  await expectAccessible(telephone, 'a student to evaluate');
  await submitDialog(telephone, '保存');
  await telephone.getByRole('button', { name: '办结束' }).click();
  await expect(telephone.getByRole('heading', { level: 1 })).toContainText('已完成');
  const download = telephone.waitForEvent('download');
  await telephone.getByRole('button', { name: 'PDF（中文）' }).click();
  expect((await readFile(await (await download).path())).subarray(0, 5).toString()).toBe('%PDF-');
  await expectAccessible(telephone, 'a placement that is completed');

  await page.reload();
  await page.getByRole('button', { name: '删除学生资料' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除学生资料' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('资料已删除');
  await telephone.goto('/placements');
  await expect(telephone.getByRole('link', { name })).toHaveCount(0);
});

test('a placement is broken off with a reason, which no other worker reads', async ({ page, browser }) => {
  await beSignedIn(page, 'worker.liuzhou');
  const supervisor = await pageOf(browser, 'supervisor.liuzhou');
  const me = (await (await page.request.get('/api/v1/me')).json()) as {
    user: { id: string };
    sites: { id: string }[];
  };
  const id = crypto.randomUUID();
  const student = {
    name: newName(),
    university: '广西大学',
    studentNumber: '',
    tutorName: '',
    tutorPhone: '',
  };
  const said = { siteId: me.sites[0]?.id, supervisorId: me.user.id, from: dayIn(-5), until: dayIn(60) };
  const made = await supervisor.request.post('/api/v1/placements', {
    data: { id, student, ...said, agreedMinutes: 24_000 },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await page.goto(`/placements/${id}`);
  await page.getByRole('button', { name: '提前结束' }).click();
  await dialogOf(page).getByLabel('为什么提前结束').fill('转专业');
  await submitDialog(page, '提前结束');
  await expect(page.getByText('提前结束：转专业')).toBeVisible();
});
