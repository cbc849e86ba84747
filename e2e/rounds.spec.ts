import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectNoWiderThan } from './accessible.ts';
import { beSignedIn, choose, dialogOf, submitDialog, test } from './journey.ts';
import { call, openRound } from './screening-round.ts';

/** On a desk and on a telephone; nothing may be wider than the screen. */
async function picture(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1280, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    const path = test.info().outputPath(`${name}-${width}.png`);
    await page.screenshot({ path, animations: 'disabled', fullPage: true });
    await expectNoWiderThan(page, width);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** The same page in English, and back; the account itself is shared by journeys that run at once. */
async function pictureInEnglish(page: Page, name: string): Promise<void> {
  await page.route('**/api/v1/me', async (route) => {
    const response = await route.fetch();
    const me = (await response.json()) as { user: { language: string } };
    me.user.language = 'en';
    await route.fulfill({ response, json: me });
  });
  await page.reload();
  await expect(page.getByRole('link', { name: 'Measures' }).first()).toBeVisible();
  await expect(page.locator('output.ui-state')).toHaveCount(0);
  await picture(page, `${name}-en`);
  await page.unroute('**/api/v1/me');
  await page.reload();
  await expect(page.getByRole('link', { name: '测评' }).first()).toBeVisible();
}

test('a round is ended after a word on what that means, opened again with a reason, and its slips still work', async ({
  page,
}) => {
  const { campaignId, links } = await openRound(page.request, ['沈一', '沈二'], ['phq-9@1']);
  await page.goto(`/measures/${campaignId}`);
  await page.getByRole('button', { name: '结束测评' }).click();
  await expect(dialogOf(page)).toContainText('还有 2 人没有作答');
  await expect(dialogOf(page)).toContainText('72 小时内');
  await picture(page, 'ending-zh');
  await dialogOf(page).getByRole('button', { name: '取消' }).click();
  await expect(page.getByText('进行中')).toBeVisible();
  await page.getByRole('button', { name: '结束测评' }).click();
  await submitDialog(page, '结束测评');
  await expect(page.getByText('已结束')).toBeVisible();
  await page.getByRole('button', { name: '重新开放' }).click();
  await dialogOf(page).getByLabel('新的截止日期').fill('2099-12-31');
  await dialogOf(page).getByLabel('原因').fill('八班周五才有空');
  await picture(page, 'reopen-zh');
  await submitDialog(page, '重新开放');
  await expect(page.getByText('进行中')).toBeVisible();
  await expect(page.getByText('八班周五才有空')).toBeVisible();
  await expectAccessible(page, 'a round with its changed end');
  await picture(page, 'round-zh');
  await pictureInEnglish(page, 'round');
  await page.goto(links.get('沈一') ?? '');
  await expect(page.getByRole('button', { name: '是我，开始' })).toBeVisible();
});

test('a lost slip is made again for one pupil, a paper sheet is entered for another, and the page says who is alerted', async ({
  page,
}) => {
  const { campaignId, links, clientIds } = await openRound(page.request, ['顾一', '顾二'], ['phq-9@1']);
  await page.goto(`/measures/${campaignId}`);
  await page.getByRole('button', { name: /测试学校\d+ 八年级一班/ }).click();
  await expect(page.getByRole('button', { name: '给顾二补发二维码' })).toBeVisible();
  await picture(page, 'pupils-zh');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '给顾一补发二维码' }).click();
  await page.getByRole('button', { name: '下载打印页' }).click();
  const sheet = await readFile(await (await download).path(), 'utf8');
  expect(sheet.match(/<svg/g)).toHaveLength(1);
  expect(sheet).toContain('顾一');

  await page
    .getByRole('listitem')
    .filter({ hasText: '顾二' })
    .getByRole('link', { name: '录入作答' })
    .click();
  await expect(page.getByRole('heading', { name: '录入作答' })).toBeVisible();
  await expect(page.getByText('做什么都提不起兴趣')).toBeVisible();
  await expectAccessible(page, 'answers to enter');
  await picture(page, 'entry-zh');
  await pictureInEnglish(page, 'entry');
  const groups = page.getByRole('radiogroup');
  // the first one says what the answers are taken from
  await expect(groups).toHaveCount(10);
  for (const [index, score] of [3, 3, 3, 0, 0, 0, 0, 0, 1].entries()) {
    await groups
      .nth(index + 1)
      .getByRole('radio')
      .nth(score)
      .check();
  }
  await page.getByRole('button', { name: '保存作答' }).click();
  await expect(page.getByText('已提醒社工站')).toBeVisible();
  await expect(page.getByText('都已经答过了')).toBeVisible();
  await picture(page, 'entered-zh');
  await page.getByRole('button', { name: '返回' }).click();
  await expect(page.getByRole('row', { name: /八年级一班.*50%/ })).toBeVisible();

  // PHQ-9 = 10 has one word, and a later answer says why nobody can judge the change
  const clientId = clientIds.get('顾二') ?? '';
  await call(page.request, '/api/v1/responses', {
    id: crypto.randomUUID(),
    clientId,
    instrumentId: 'phq-9@1',
    recordedFrom: 'interview',
    answers: Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`phq9-${index + 1}`, 0])),
    answeredAt: new Date().toISOString(),
  });
  await page.goto(`/clients/${clientId}`);
  const scores = page.getByRole('region', { name: '测评结果' });
  await expect(scores.getByRole('row', { name: /基线/ })).toContainText('中度症状');
  await expect(scores.getByText('轻度症状')).toHaveCount(0);
  await expect(scores.getByText('只有 1 人有得分，至少要 30 人').first()).toBeVisible();
  await expect(page.getByText('纸质问卷')).toBeVisible();
  await expect(page.getByText('当面询问')).toBeVisible();
  await picture(page, 'scores-zh');
  await pictureInEnglish(page, 'scores');
  await page.goto(links.get('顾一') ?? '');
  await expect(page.getByRole('heading', { name: '这个链接不能用了' })).toBeVisible();
});

test('scores of close days can be told from each other on a desk and on a telephone', async ({ page }) => {
  const { campaignId, clientIds } = await openRound(page.request, ['多次'], ['phq-9@1']);
  const clientId = clientIds.get('多次') ?? '';
  const days = ['2026-09-01', '2026-09-02', '2026-09-04', '2026-10-20', '2026-10-21'];
  for (const [index, day] of days.entries()) {
    await call(page.request, '/api/v1/responses', {
      id: crypto.randomUUID(),
      clientId,
      instrumentId: 'phq-9@1',
      recordedFrom: 'paper',
      answers: Object.fromEntries(
        Array.from({ length: 9 }, (_, item) => [`phq9-${item + 1}`, item === 8 ? 0 : (index + item) % 3]),
      ),
      answeredAt: `${day}T04:00:00.000Z`,
    });
  }
  await page.goto(`/clients/${clientId}`);
  const chart = page.locator('figure svg').first();
  await expect(chart).toBeVisible();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const boxes = await Promise.all((await chart.locator('text').all()).map((text) => text.boundingBox()));
    const overlaps = boxes.flatMap((one, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (other) =>
            one !== null &&
            other !== null &&
            one.x + 1 < other.x + other.width &&
            other.x + 1 < one.x + one.width &&
            one.y + 3 < other.y + other.height &&
            other.y + 3 < one.y + one.height,
        ),
    );
    expect(overlaps, `${width}`).toEqual([]);
    await page
      .locator('figure')
      .first()
      .screenshot({ path: test.info().outputPath(`chart-${width}.png`) });
  }
  expect(campaignId).not.toBe('');
});

test('licensed wording is entered where a round is planned, and what was filled in stays', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.zhengzhou');
  await page.goto('/measures/new');
  await page.getByLabel('名称').fill('幸福感筛查');
  await page.getByRole('button', { name: '录入题目文字' }).click();
  await choose(page.getByRole('dialog'), '问卷', '世界卫生组织幸福指数（WHO-5）');
  await page.getByLabel('题目（5 行）', { exact: true }).fill('1. 甲\n2. 乙\n3. 丙\n4. 丁');
  await page.getByLabel('选项（6 行，从 0 到 5）').fill('零\n一\n二\n三\n四\n五');
  await page.getByLabel('授权说明').fill('世界卫生组织，非商业使用');
  await page.getByRole('button', { name: '保存题目文字' }).click();
  await expect(page.getByText('应为 5 行，现在是 4 行。')).toBeVisible();
  await picture(page, 'wording-zh');
  await page.getByLabel('题目（5 行）', { exact: true }).fill('甲\n乙\n丙\n丁\n戊');
  await page.getByRole('button', { name: '保存题目文字' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByLabel('名称')).toHaveValue('幸福感筛查');
  await expect(page.getByText('世界卫生组织幸福指数（WHO-5）')).toBeVisible();
  await picture(page, 'new-round-zh');
});
