import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, choose, dialogOf, haveClient, newName, pageOf, submitDialog, test } from './journey.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What another organisation did arrives a moment later. */
async function sees(page: Page, shown: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await shown();
  }).toPass({ timeout: 30_000 });
}

/** As an input of day and time shows it, by the clocks of the stations. */
function clock(inMs: number): string {
  return new Date(Date.now() + 8 * HOUR_MS + inMs).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length);
}

const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const topics = (page: Page) => part(page, '议程').getByRole('list', { name: '议题' });

async function callMeeting(page: Page, title: string, inMs: number): Promise<void> {
  await page.goto('/meetings');
  await page.getByRole('button', { name: '召集会议' }).click();
  const dialog = dialogOf(page);
  await choose(page, '协作体', '三地学校社会工作协作体');
  await dialog.getByLabel('名称').fill(title);
  await dialog.getByLabel('开始').fill(clock(inMs));
  await dialog.getByLabel('结束').fill(clock(inMs + 2 * HOUR_MS));
  await expectAccessible(page, 'a meeting to call');
  await submitDialog(page, '发出邀请');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
}

async function openMeeting(page: Page, title: string): Promise<void> {
  await page.goto('/meetings');
  await sees(page, async () => {
    await expect(page.getByRole('link', { name: title })).toBeVisible({ timeout: 2_000 });
  });
  await page.getByRole('link', { name: title }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
}

test('three organisations meet, agree what is to be done, and find it on the next agenda until it is done', async ({
  page: host,
  browser,
}) => {
  const [now, next] = [`${newName()}联动会`, `${newName()}联动会`];
  await beSignedIn(host, 'manager.alliance');
  await callMeeting(host, now, -HOUR_MS);
  await callMeeting(host, next, 30 * DAY_MS);
  await expectAccessible(host, 'a meeting that was called');

  const wenzhou = await pageOf(browser, 'worker.wenzhou');
  const liuzhou = await pageOf(browser, 'supervisor.liuzhou');
  await openMeeting(wenzhou, now);
  await expect(wenzhou.getByRole('button', { name: '更改会议' })).toHaveCount(0);
  await wenzhou.getByRole('button', { name: '我参加' }).click();
  await expect(wenzhou.getByText('您参加这次会议。')).toBeVisible();
  // a child's name is not for others to read
  const { name: child } = await haveClient(wenzhou);
  await wenzhou.getByLabel('提出议题').fill(`${child}的情况`);
  await wenzhou.getByRole('button', { name: '加入议程' }).click();
  await expect(dialogOf(wenzhou).getByText(`${child}。这段文字会发给其他机构`)).toBeVisible();
  await dialogOf(wenzhou).getByRole('button', { name: '返回修改' }).click();
  await wenzhou.getByLabel('提出议题').fill('亲子沟通小组的成效');
  await wenzhou.getByLabel('分钟').fill('20');
  await wenzhou.getByRole('button', { name: '加入议程' }).click();
  await expect(part(wenzhou, '议程').getByText('亲子沟通小组的成效')).toBeVisible();

  await openMeeting(liuzhou, now);
  await liuzhou.getByRole('button', { name: '请同事参加' }).click();
  await choose(liuzhou, '同事', '韦小燕');
  // the list stays open for the next one
  await dialogOf(liuzhou).getByText('请同事参加', { exact: true }).click();
  await submitDialog(liuzhou, '发出邀请');
  await expect(part(liuzhou, '参加').getByText('韦小燕（待答复）')).toBeVisible();
  const worker = await pageOf(browser, 'worker.liuzhou');
  await openMeeting(worker, now);
  await expect(worker.getByText('同事请您参加这次会议。')).toBeVisible();
  await worker.getByRole('button', { name: '我参加' }).click();
  await expect(worker.getByText('您参加这次会议。')).toBeVisible();
  await liuzhou.getByLabel('提出议题').fill('寒假前的准备');
  await liuzhou.getByRole('button', { name: '加入议程' }).click();

  await openMeeting(host, now);
  await sees(host, async () => {
    await expect(topics(host).getByRole('listitem')).toHaveCount(2, { timeout: 2_000 });
  });
  await host.getByRole('button', { name: '上移：寒假前的准备' }).click();
  await expect(topics(host).getByRole('listitem').first()).toContainText('寒假前的准备');
  await sees(host, async () => {
    await expect(part(host, '参加').getByText('陈晓岚')).toBeVisible({ timeout: 2_000 });
    await expect(part(host, '参加').getByText('韦小燕')).toBeVisible({ timeout: 2_000 });
  });
  await host.getByRole('button', { name: '登记到会' }).click();
  await dialogOf(host)
    .getByLabel(/韦小燕/)
    .check();
  await submitDialog(host, '保存');
  await expect(part(host, '参加').getByText('韦小燕（已到）')).toBeVisible();

  const todo = `${newName()}手册`;
  await host.getByRole('button', { name: '记录行动项' }).click();
  await dialogOf(host).getByLabel('要做什么').fill(todo);
  await choose(host, '机构', '柳州拾光社会工作服务社');
  await expect(dialogOf(host).getByText('由对方机构确定')).toBeVisible();
  await dialogOf(host)
    .getByLabel('期限')
    .fill(clock(20 * DAY_MS).slice(0, 'YYYY-MM-DD'.length));
  await submitDialog(host, '记录');
  await expect(part(host, '行动项').getByText(todo)).toBeVisible();

  // nobody does it yet: whoever manages there is shown it, and says who
  await liuzhou.goto('/');
  await sees(liuzhou, async () => {
    await expect(part(liuzhou, '会议与行动项').getByText(todo)).toBeVisible({ timeout: 2_000 });
  });
  await liuzhou.getByRole('button', { name: `定负责人：${todo}` }).click();
  await choose(liuzhou, '负责人', '韦小燕');
  await submitDialog(liuzhou, '保存');

  // on the next agenda
  await openMeeting(wenzhou, next);
  await expect(part(wenzhou, '议程').getByText(todo)).toBeVisible();
  await expect(part(wenzhou, '议程').getByText('以前会议留下、还没有完成的事')).toBeVisible();

  await worker.goto('/action-items');
  await worker.getByRole('button', { name: `完成：${todo}` }).click();
  await dialogOf(worker).getByLabel('结果').fill('手册已经印好。');
  await submitDialog(worker, '完成');
  await expect(worker.getByText(todo)).toHaveCount(0);
  await sees(wenzhou, async () => {
    await expect(part(wenzhou, '议程').getByText(todo)).toHaveCount(0, { timeout: 2_000 });
  });
  // it is reported once, at the first meeting that follows
  await openMeeting(wenzhou, '十二月联动会：寒假前的准备');
  await expect(part(wenzhou, '议程').getByText('手册已经印好。')).toBeVisible();
  await expect(part(wenzhou, '议程').getByRole('heading', { name: '上次会议以来的结果' })).toBeVisible();

  // whoever would leave is told what is under way, and stays
  await liuzhou.goto('/alliances');
  await liuzhou.getByRole('link', { name: '三地学校社会工作协作体' }).click();
  await expect(part(liuzhou, '会议').getByRole('link', { name: next })).toBeVisible();
  await liuzhou.getByRole('button', { name: '退出协作体' }).click();
  await expect(dialogOf(liuzhou).getByText(/本机构受邀的 \d+ 次会议不再收到通知/)).toBeVisible();
  await expectAccessible(liuzhou, 'leaving an alliance that meets');
  await dialogOf(liuzhou).getByRole('button', { name: '取消' }).click();

  await openMeeting(host, next);
  await host.getByRole('button', { name: '取消会议' }).click();
  await dialogOf(host).getByLabel('原因').fill('改到春季');
  await submitDialog(host, '取消会议');
  await expect(host.getByText('会议已取消：改到春季')).toBeVisible();
});

test('a meeting is read and answered on a telephone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await beSignedIn(page, 'worker.zhengzhou');
  await page.goto('/meetings?when=over');
  await page.getByRole('link', { name: '十月分享会：亲子沟通小组怎么带' }).click();
  await expect(part(page, '参加').getByText(/王思雨（已到）/)).toBeVisible();
  await expectAccessible(page, 'a meeting on a telephone');
  await page.goto('/action-items?view=closed');
  await expect(page.getByText('流程图已整理好，放在资料库里。')).toBeVisible();
  await expectAccessible(page, 'action items on a telephone');
});
