import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { call, openRound } from './screening-round.ts';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });

const growthQuestions = 15;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBe(0);
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
}

/** The round's alerts for a client, as the supervisor sees them. */
async function alertKinds(page: Page, clientId: string | undefined): Promise<string[]> {
  const { items } = await (await page.request.get('/api/v1/alerts')).json();
  return items
    .filter((item: { clientId: string }) => item.clientId === clientId)
    .map(({ kind }: { kind: string }) => kind);
}

test('a pupil asks for a social worker, keeps the words through a lost connection, and becomes a referral', async ({
  page,
  context,
}) => {
  const { links, clientIds } = await openRound(page.request, ['林小满']);
  // the form comes only when help is open already
  const helpOpened = Promise.withResolvers<void>();
  await page.route('/api/v1/answer-forms', async (route) => {
    await helpOpened.promise;
    await route.continue();
  });
  await page.goto(links.get('林小满') ?? '');
  await page.getByRole('button', { name: '需要帮助？' }).click();
  const help = page.getByRole('dialog');
  await expect(help.getByRole('link', { name: '12355' })).toBeVisible();
  await expect(help.getByLabel('想说的话（可以不写）')).toHaveCount(0);
  helpOpened.resolve();
  await help.getByLabel('想说的话（可以不写）').fill('想说说搬家的事');
  await expectAccessible(page);
  await picture(page, 'talk-zh');
  await context.setOffline(true);
  await help.getByRole('button', { name: '我着急，请尽快' }).click();
  await expect(help.getByText('还没有发出去')).toBeVisible();
  await expect(help.getByLabel('想说的话（可以不写）')).toHaveValue('想说说搬家的事');
  await context.setOffline(false);
  await help.getByRole('button', { name: '我着急，请尽快' }).click();
  await expect(help.getByText('社工已经收到提醒')).toBeVisible();
  await picture(page, 'talk-asked-zh');
  await help.getByRole('button', { name: '回到问卷' }).click();
  await expect(page.getByRole('button', { name: '开始' })).toBeVisible();
  expect(await alertKinds(page, clientIds.get('林小满'))).toEqual(['referral_urgent']);
  const { items } = await (await page.request.get('/api/v1/referrals?status=open')).json();
  expect(items).toContainEqual(
    expect.objectContaining({ clientName: '林小满', source: 'self', reason: '想说说搬家的事' }),
  );
});

test('a pupil answers in Chinese, loses the connection midway, and is helped before anything is sent', async ({
  page,
  context,
}) => {
  const { links, campaignId, clientIds } = await openRound(page.request, ['苏小雨']);
  await page.goto(links.get('苏小雨') ?? '');
  await expect(page.getByRole('heading', { name: '秋季成长问卷' })).toBeFocused();
  await expect(page.getByText('苏小雨')).toHaveCount(0);
  await expectAccessible(page);
  await picture(page, 'welcome-zh');
  await page.getByRole('button', { name: '开始' }).click();
  for (let step = 1; step <= 5; step += 1) {
    await expect(page.getByText(`第 ${step} 题，共 17 题`)).toBeVisible();
    await page.getByRole('radio', { name: '有点像我' }).check();
    await page.getByRole('button', { name: '下一题' }).click();
  }
  await page.getByRole('button', { name: '上一题' }).click();
  await expect(page.getByRole('radio', { name: '有点像我' })).toBeChecked();
  await expectAccessible(page);
  await picture(page, 'question-zh');
  await page.getByRole('button', { name: '下一题' }).click();

  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('第 6 题，共 17 题')).toBeVisible();
  for (let step = 6; step <= growthQuestions; step += 1) {
    await page.getByRole('button', { name: '跳过' }).click();
  }
  await page.getByRole('button', { name: '学习和考试的压力' }).click();
  await picture(page, 'ranking-zh');
  await expectAccessible(page);
  await page.getByRole('button', { name: '有人欺负我或伤害我' }).click();
  const help = page.getByRole('dialog');
  await expect(help).toBeVisible();
  await expect(help.getByRole('link', { name: '打电话 12355' })).toHaveAttribute('href', 'tel:12355');
  await expect(help.getByText('陈晓岚')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'help-zh');
  await help.getByRole('button', { name: '回到问卷' }).click();
  await expect(page.getByRole('button', { name: /有人欺负我或伤害我.*第 2 位/ })).toBeFocused();
  await page.getByRole('button', { name: '下一题' }).click();
  await page.getByRole('textbox').fill('想换个座位');
  await picture(page, 'text-zh');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '还没有交上去' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'waiting-zh');

  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: '谢谢你！' })).toBeVisible();
  await expect(page.getByRole('link', { name: '打电话 12355' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'thanks-zh');
  expect(await page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain('想换个座位');
  await page.reload();
  await expect(page.getByRole('heading', { name: '谢谢你！' })).toBeVisible();

  expect(await alertKinds(page, clientIds.get('苏小雨'))).toEqual(['harm_by_others_answer']);
  const { groups } = await (await page.request.get(`/api/v1/campaigns/${campaignId}`)).json();
  expect(groups[0]).toMatchObject({ invited: 1, answered: 1 });
});

test('a pupil answers PHQ-9 in English by keyboard, is helped at item nine, and sees no score', async ({
  page,
}) => {
  const { links, clientIds } = await openRound(page.request, ['李安'], ['phq-9@1']);
  await page.goto(links.get('李安') ?? '');
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await expect(page.getByRole('heading', { name: 'Autumn growth questionnaire' })).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expectAccessible(page);
  await picture(page, 'welcome-en');
  await page.getByRole('button', { name: 'Begin' }).press('Enter');
  for (let step = 1; step <= 8; step += 1) {
    await expect(page.getByText(`Question ${step} of 9`)).toBeVisible();
    await page.getByRole('radio', { name: 'Not at all' }).press('Space');
    if (step === 1) {
      await expectAccessible(page);
      await picture(page, 'question-en');
    }
    await page.getByRole('button', { name: 'Next' }).press('Enter');
  }
  await page.getByRole('radio', { name: 'Several days' }).press('Space');
  const help = page.getByRole('dialog', { name: 'Thank you for telling' });
  await expect(help).toBeVisible();
  await expect(help.getByRole('link', { name: 'Call 110' })).toHaveAttribute('href', 'tel:110');
  await picture(page, 'help-en');
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  expect(await alertKinds(page, clientIds.get('李安'))).toEqual([]);
  await page.getByRole('button', { name: 'Submit' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Thank you!' })).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(/score|total|points/i);
  await expectAccessible(page);
  await picture(page, 'thanks-en');
  expect(await alertKinds(page, clientIds.get('李安'))).toEqual(['self_harm_answer']);
});

test('a link that cannot be answered says why, and help is one tap away', async ({ page }) => {
  const { links, campaignId } = await openRound(page.request, ['周到', '郑迟']);
  await page.goto(`/a/#${'A'.repeat(54)}`);
  await expect(page.getByRole('heading', { name: '这个链接不能用了' })).toBeVisible();
  await page.getByRole('button', { name: '需要帮助？' }).click();
  await expect(page.getByRole('dialog').getByRole('link', { name: '打电话 12355' })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'help-refused-zh');
  await call(page.request, `/api/v1/campaigns/${campaignId}/close`);
  await page.goto(links.get('郑迟') ?? '');
  await expect(page.getByRole('heading', { name: '已经结束了' })).toBeVisible();
  await picture(page, 'closed-zh');
  // an old address without the slash keeps the secret
  await page.goto((links.get('周到') ?? '').replace('/a/#', '/a#'));
  await expect(page.getByRole('heading', { name: '已经结束了' })).toBeVisible();
});

test('the page fits a phone of 320 pixels and sets no cookie', async ({ page, browser, baseURL }) => {
  const { links } = await openRound(page.request, ['小屏']);
  const phone = await browser.newContext({
    viewport: { width: 320, height: 568 },
    locale: 'en-US',
    baseURL: baseURL ?? '',
  });
  const small = await phone.newPage();
  await small.goto(links.get('小屏') ?? '');
  await expect(small.getByRole('button', { name: 'Begin' })).toBeInViewport();
  await expectAccessible(small);
  await picture(small, 'welcome-320');
  await small.getByRole('button', { name: 'Begin' }).click();
  await expectAccessible(small);
  await picture(small, 'question-320');
  expect(await phone.cookies()).toEqual([]);
  await phone.close();
});
