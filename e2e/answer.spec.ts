import { expect, type Page, type Route } from '@playwright/test';
import { expectAccessible, expectAccessibleOnTelephone } from './accessible.ts';
import { test } from './journey.ts';
import { call, openRound } from './screening-round.ts';

test.use({
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  serviceWorkers: 'allow',
});

const growthQuestions = 15;

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

/** Of whoever was here the device keeps nothing. */
async function expectNothingLeft(page: Page): Promise<void> {
  expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).toBe('[{},{}]');
}

async function answerPhq9(page: Page, ninth: string): Promise<void> {
  for (let step = 1; step <= 8; step += 1) {
    await page.getByRole('radio', { name: '完全没有' }).check();
    await page.getByRole('button', { name: '下一题' }).click();
  }
  await page.getByRole('radio', { name: ninth }).check();
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
  await expectAccessibleOnTelephone(page);
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

test('a request that finds no place is never told as sent, and an urgent one always finds one', async ({
  page,
}) => {
  const { links } = await openRound(page.request, ['问了好几次']);
  const link = links.get('问了好几次') ?? '';
  await page.goto(link);
  const invitationToken = link.split('#')[1];
  for (const words of ['一', '二', '三', '四', '五']) {
    await call(page.request, '/api/v1/self-referrals', {
      id: crypto.randomUUID(),
      invitationToken,
      urgency: 'soon',
      words,
    });
  }
  await page.getByRole('button', { name: '需要帮助？' }).click();
  const help = page.getByRole('dialog');
  await help.getByLabel('想说的话（可以不写）').fill('我还有话要说');
  await help.getByRole('button', { name: '这几天来找我' }).click();
  await expect(help.getByText('这句话没有发出去')).toBeVisible();
  await expect(help.getByLabel('想说的话（可以不写）')).toHaveValue('我还有话要说');
  await expectAccessibleOnTelephone(page);
  await picture(page, 'talk-too-many-zh');
  await help.getByRole('button', { name: '我着急，请尽快' }).click();
  await expect(help.getByText('社工已经收到提醒')).toBeVisible();
});

test('a pupil answers in Chinese, loses the connection midway, and is helped before anything is sent', async ({
  page,
  context,
}) => {
  const { links, campaignId, clientIds } = await openRound(page.request, ['苏小雨']);
  await page.goto(links.get('苏小雨') ?? '');
  await expect(page.getByRole('heading', { name: '秋季成长问卷' })).toBeFocused();
  // who is meant is asked, and never by the full name
  await expect(page.getByText(/^你是.*一班的苏同学吗？/)).toBeVisible();
  await expect(page.getByText('苏小雨')).toHaveCount(0);
  // the secret leaves the address at once
  expect(new URL(page.url()).hash).toBe('');
  await expectAccessibleOnTelephone(page);
  await picture(page, 'welcome-zh');
  await page.getByRole('button', { name: '开始' }).click();
  for (let step = 1; step <= 5; step += 1) {
    await expect(page.getByText(`第 ${step} 题，共 17 题`)).toBeVisible();
    await page.getByRole('radio', { name: '有点像我' }).check();
    await page.getByRole('button', { name: '下一题' }).click();
  }
  await page.getByRole('button', { name: '上一题' }).click();
  await expect(page.getByRole('radio', { name: '有点像我' })).toBeChecked();
  await expectAccessibleOnTelephone(page);
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
  await expectAccessibleOnTelephone(page);
  await page.getByRole('button', { name: '有人欺负我或伤害我' }).click();
  const help = page.getByRole('dialog');
  await expect(help).toBeVisible();
  await expect(help.getByRole('link', { name: '打电话 12355' })).toHaveAttribute('href', 'tel:12355');
  await expect(help.getByText('陈晓岚')).toBeVisible();
  await expectAccessibleOnTelephone(page);
  await picture(page, 'help-zh');
  await help.getByRole('button', { name: '回到问卷' }).click();
  await expect(page.getByRole('button', { name: /有人欺负我或伤害我.*第 2 位/ })).toBeFocused();
  await page.getByRole('button', { name: '下一题' }).click();
  await page.getByRole('textbox').fill('想换个座位');
  await picture(page, 'text-zh');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '还没有交上去' })).toBeVisible();
  await expect(page.getByText('社工现在还不知道')).toBeVisible();
  await expect(page.getByText('已经收到提醒')).toHaveCount(0);
  await expectAccessibleOnTelephone(page);
  await picture(page, 'waiting-zh');

  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: '谢谢你！' })).toBeVisible();
  await expect(page.getByRole('link', { name: '打电话 12355' })).toBeVisible();
  await expectAccessibleOnTelephone(page);
  await picture(page, 'thanks-zh');
  await expect(page.getByText('社工站已经收到提醒')).toBeVisible();
  await expectNothingLeft(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: '可以交给下一位同学了' })).toBeVisible();

  expect(await alertKinds(page, clientIds.get('苏小雨'))).toEqual(['harm_by_others_answer']);
  const { classes } = await (await page.request.get(`/api/v1/campaigns/${campaignId}`)).json();
  expect(classes[0]).toMatchObject({ invited: 1, answered: 1 });
});

test('a pupil answers PHQ-9 in English by keyboard, is helped at item nine, and sees no score', async ({
  page,
}) => {
  const { links, clientIds } = await openRound(page.request, ['李安'], ['phq-9@1']);
  await page.goto(links.get('李安') ?? '');
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await expect(page.getByRole('heading', { name: 'Autumn growth questionnaire' })).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expectAccessibleOnTelephone(page);
  await picture(page, 'welcome-en');
  await page.getByRole('button', { name: 'Begin' }).press('Enter');
  for (let step = 1; step <= 8; step += 1) {
    await expect(page.getByText(`Question ${step} of 9`)).toBeVisible();
    await page.getByRole('radio', { name: 'Not at all' }).press('Space');
    if (step === 1) {
      await expectAccessibleOnTelephone(page);
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
  await expectAccessibleOnTelephone(page);
  await picture(page, 'thanks-en');
  expect(await alertKinds(page, clientIds.get('李安'))).toEqual(['self_harm_answer']);
});

test('a link that cannot be answered says why, and help is one tap away', async ({ page }) => {
  const { links, campaignId } = await openRound(page.request, ['周到', '郑迟']);
  await page.goto(`/a/#${'A'.repeat(54)}`);
  await expect(page.getByRole('heading', { name: '这个链接不能用了' })).toBeVisible();
  await page.getByRole('button', { name: '需要帮助？' }).click();
  await expect(page.getByRole('dialog').getByRole('link', { name: '打电话 12355' })).toBeVisible();
  await expectAccessibleOnTelephone(page);
  await picture(page, 'help-refused-zh');
  await call(page.request, `/api/v1/campaigns/${campaignId}/close`);
  await page.goto(links.get('郑迟') ?? '');
  await expect(page.getByRole('heading', { name: '已经结束了' })).toBeVisible();
  await picture(page, 'closed-zh');
  // an old address without the slash keeps the secret
  await page.goto((links.get('周到') ?? '').replace('/a/#', '/a#'));
  await expect(page.getByRole('heading', { name: '已经结束了' })).toBeVisible();
});

test('without a slip, or with a part of a link, the page says what is the matter, whom to ask, and who helps', async ({
  page,
}) => {
  for (const [address, title, picture_] of [
    ['/a/', '请扫纸条上的二维码', 'no-link'],
    ['/a/#AbC-123', '链接不完整', 'broken-link'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
    await expect(page.getByText(/老师或社工/).first()).toBeVisible();
    await expect(page.getByRole('link', { name: '打电话 12355' })).toBeVisible();
    await expectAccessibleOnTelephone(page);
    await picture(page, `${picture_}-zh`);
    await page.getByRole('button', { name: '换成英文 English' }).click();
    await expect(page.getByText(/ask your teacher or social worker/)).toBeVisible();
    await picture(page, `${picture_}-en`);
    await page.getByRole('button', { name: 'Switch to Chinese 中文' }).click();
    await expectNothingLeft(page);
  }
});

test('help opens by itself once: later answers that call for it leave it a tap away, and all of them alert', async ({
  page,
}) => {
  const { links, clientIds } = await openRound(page.request, ['再答'], ['phq-9@1', 'hardest-now@1']);
  await page.goto(links.get('再答') ?? '');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await answerPhq9(page, '几乎每天');
  const help = page.getByRole('dialog');
  await help.getByRole('button', { name: '回到问卷' }).click();
  await page.getByRole('radio', { name: '有几天' }).check();
  await expect(help).toHaveCount(0);
  // after a reload it is still the same journey
  await page.reload();
  await page.getByRole('radio', { name: '几乎每天' }).check();
  await expect(help).toHaveCount(0);
  await page.getByRole('button', { name: '下一题' }).click();
  await page.getByRole('button', { name: '有人欺负我或伤害我' }).click();
  await expect(help).toHaveCount(0);
  await page.getByRole('button', { name: '需要帮助？' }).click();
  await expect(help.getByRole('link', { name: '打电话 12355' })).toBeVisible();
  await help.getByRole('button', { name: '回到问卷' }).click();
  await page.getByRole('button', { name: '下一题' }).click();
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('社工站已经收到提醒')).toBeVisible();
  await expect
    .poll(async () => (await alertKinds(page, clientIds.get('再答'))).toSorted())
    .toEqual(['harm_by_others_answer', 'self_harm_answer']);
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
  await expectAccessibleOnTelephone(small);
  await picture(small, 'welcome-320');
  await small.getByRole('button', { name: 'Begin' }).click();
  await expectAccessibleOnTelephone(small);
  await picture(small, 'question-320');
  expect(await phone.cookies()).toEqual([]);
  await phone.close();
});

test('on a shared tablet a swapped slip is noticed or kept apart, and item nine is heard with the second phone too', async ({
  page,
  browser,
  baseURL,
}) => {
  const { links, clientIds } = await openRound(page.request, ['王一诺', '欧阳小北'], ['phq-9@1']);
  // the first one takes another's slip, says so halfway, and calls for help from there
  await page.goto(links.get('王一诺') ?? '');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await page.getByRole('radio', { name: '几乎每天' }).check();
  await page.getByRole('button', { name: '我不是王同学' }).click();
  await expect(page.getByRole('heading', { name: '这张纸条不是你的' })).toBeVisible();
  await expectNothingLeft(page);
  await expectAccessibleOnTelephone(page);
  await picture(page, 'not-me-zh');
  await page.getByLabel(/请写下你的名字/).fill('我是小北，想找人说说');
  await page.getByRole('button', { name: '我着急，请尽快' }).click();
  await expect(page.getByText('社工站已经收到：你们班有人需要帮助')).toBeVisible();
  expect(await alertKinds(page, clientIds.get('王一诺'))).toEqual([]);
  const { items: calls } = await (await page.request.get('/api/v1/help-calls')).json();
  expect(calls).toContainEqual(expect.objectContaining({ urgency: 'urgent', words: '我是小北，想找人说说' }));

  // the slip's owner begins on the own phone
  const phone = await browser.newContext({ locale: 'zh-CN', baseURL: baseURL ?? '' });
  const second = await phone.newPage();
  await second.goto(links.get('王一诺') ?? '');
  await second.getByRole('button', { name: '是我，开始' }).click();

  // the wrong one says yes all the same and submits: Back and reload show nothing of it
  await page.goto(links.get('王一诺') ?? '');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await expect(page.getByRole('radio', { name: '几乎每天' })).not.toBeChecked();
  await answerPhq9(page, '完全没有');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '谢谢你！' })).toBeVisible();
  await expectNothingLeft(page);
  await page.goBack();
  await expect(page.getByText('王同学')).toHaveCount(0);
  await expectNothingLeft(page);

  // the owner submits second: kept apart, heard, and told no more than is true
  await answerPhq9(second, '几乎每天');
  await second.getByRole('dialog').getByRole('button', { name: '回到问卷' }).click();
  await second.getByRole('button', { name: '提交' }).click();
  await expect(second.getByText('这张纸条之前已经交过一份问卷')).toBeVisible();
  await expect(second.getByText('社工站已经收到提醒')).toBeVisible();
  await picture(second, 'kept-apart-zh');
  await expectNothingLeft(second);
  await phone.close();
  expect(await alertKinds(page, clientIds.get('王一诺'))).toEqual(['self_harm_answer']);

  // the station sees the class's call, reads what was written, and decides whose answers count
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/');
  await expect(page.getByText('我是小北，想找人说说')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('today-zh.png') });
  await page.goto(`/clients/${clientIds.get('王一诺')}`);
  const apart = page.getByRole('listitem').filter({ hasText: '没有计入，请看一看' });
  await page.screenshot({ path: test.info().outputPath('client-zh.png'), fullPage: true });
  await apart.getByRole('link').click();
  await expect(page.getByText('同一张纸条之前已经交过一份')).toBeVisible();
  const answers = page.locator('.measures-answers > li');
  await expect(answers).toHaveCount(9);
  await expect(answers.first()).toContainText('几乎每天（3）');
  await expect(page.getByText('您是第一个看的。')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('response-zh.png'), fullPage: true });
  await page.getByRole('button', { name: '计入这一份' }).click();
  await expect(page.getByText('同一张纸条之前已经交过一份')).toHaveCount(0);
  await expectAccessible(page, 'answers');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: test.info().outputPath('response-390.png'), fullPage: true });
});

test('a page of another version: what cannot be read loses nothing else, is told so, and is seen by the station', async ({
  page,
}) => {
  const { links, clientIds } = await openRound(page.request, ['旧版本'], ['phq-9@1']);
  await page.goto(links.get('旧版本') ?? '');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await answerPhq9(page, '几乎每天');
  await page.getByRole('dialog').getByRole('button', { name: '回到问卷' }).click();
  // as a page would send that asks another item and codes the first from one
  await page.route('/api/v1/responses', async (route) => {
    const body = route.request().postDataJSON();
    const answers = { ...body.answers, 'phq9-1': 4, 'phq9-10': 2, own_words: '不想上学' };
    await route.continue({ postData: JSON.stringify({ ...body, answers }) });
  });
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('有些内容读不出来，所以没有计入，社工会看看')).toBeVisible();
  await expect(page.getByText('社工站已经收到提醒')).toBeVisible();
  await expectAccessibleOnTelephone(page);
  await picture(page, 'unread-zh-390');
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await picture(page, 'unread-en-390');
  expect(await alertKinds(page, clientIds.get('旧版本'))).toEqual(['self_harm_answer']);

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`/clients/${clientIds.get('旧版本')}`);
  await page.getByRole('listitem').filter({ hasText: '没有计入，请看一看' }).getByRole('link').click();
  await expect(page.getByText('有读不出来的内容')).toBeVisible();
  await expect(page.getByText('不想上学')).toBeVisible();
  await expect(page.getByRole('button', { name: '计入这一份' })).toHaveCount(0);
  await expectAccessible(page, 'unread answers');
  await page.screenshot({ path: test.info().outputPath('unread-staff-zh-1280.png'), fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: test.info().outputPath('unread-staff-zh-390.png'), fullPage: true });
});

test('what the server cannot take stays on the device, is told as heard by nobody, and is sent when it can be', async ({
  page,
}) => {
  const { links, clientIds } = await openRound(page.request, ['留着'], ['phq-9@1']);
  await page.goto(links.get('留着') ?? '');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await answerPhq9(page, '几乎每天');
  await page.getByRole('dialog').getByRole('button', { name: '回到问卷' }).click();
  // as a page would send that knows a questionnaire which the server does not
  const asUnknown = async (route: Route) => {
    const body = route.request().postDataJSON();
    await route.continue({ postData: JSON.stringify({ ...body, instrumentId: 'not-yet-known@1' }) });
  };
  await page.route('/api/v1/responses', asUnknown);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '有回答没有交上去' })).toBeVisible();
  await expect(page.getByText('社工站没有收到。请现在就打电话')).toBeVisible();
  await expectAccessibleOnTelephone(page);
  await picture(page, 'held-zh');
  await page.getByRole('button', { name: '完成' }).click();
  await expect(page.getByText('还有 1 份回答留在这台设备上，没有交上去')).toBeVisible();
  await expect(page.getByText('份回答等着交上去')).toHaveCount(0);
  await picture(page, 'held-next-zh');
  await page.unroute('/api/v1/responses', asUnknown);
  await page.goto('/a/');
  await expect.poll(() => alertKinds(page, clientIds.get('留着'))).toEqual(['self_harm_answer']);
  await expect(page.getByText('份回答留在这台设备上')).toHaveCount(0);
  await expectNothingLeft(page);
});

test('who answers in the server’s place takes nothing: neither what is begun nor what is submitted', async ({
  page,
}) => {
  const { links, clientIds } = await openRound(page.request, ['网关'], ['phq-9@1']);
  let place: { status: number; body: string } | undefined;
  const between = (route: Route) =>
    place === undefined ? route.continue() : route.fulfill({ ...place, contentType: 'application/json' });
  await page.route('/api/v1/responses', between);
  await page.route('/api/v1/answer-forms', between);
  await page.goto(links.get('网关') ?? '');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await page.getByRole('radio', { name: '几乎每天' }).check();
  // a network that wants to be signed in to, a filter, a proxy with its own limit
  for (place of [
    { status: 403, body: '{"error":"blocked"}' },
    { status: 413, body: '{"code":"body_too_large"}' },
  ]) {
    await page.reload();
    await expect(page.getByRole('radio', { name: '几乎每天' })).toBeChecked();
  }
  place = undefined;
  await page.reload();
  await answerPhq9(page, '几乎每天');
  await page.getByRole('dialog').getByRole('button', { name: '回到问卷' }).click();
  place = { status: 200, body: '{"login":"needed"}' };
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByRole('heading', { name: '还没有交上去' })).toBeVisible();
  place = { status: 403, body: '{"error":"blocked"}' };
  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(page.getByRole('heading', { name: '还没有交上去' })).toBeVisible();
  place = { status: 413, body: '{"code":"body_too_large"}' };
  const refused = page.getByRole('heading', { name: '有回答没有交上去' });
  // by itself it tries again too, and may do so under the hand
  await page.getByRole('button', { name: '再试一次' }).or(refused).click();
  await expect(refused).toBeVisible();
  place = undefined;
  await page.goto('/a/');
  await expect.poll(() => alertKinds(page, clientIds.get('网关'))).toEqual(['self_harm_answer']);
  await expectNothingLeft(page);
});

test('on one phone without a connection others answer too, see nothing of each other, and all are delivered as themselves', async ({
  page,
  context,
}) => {
  const { links, clientIds } = await openRound(page.request, ['甲同窗', '乙同窗'], ['phq-9@1']);
  const submitAndLeave = async (ninth: string) => {
    await answerPhq9(page, ninth);
    if (ninth !== '完全没有')
      await page.getByRole('dialog').getByRole('button', { name: '回到问卷' }).click();
    await page.getByRole('button', { name: '提交' }).click();
    await expect(page.getByRole('heading', { name: '还没有交上去' })).toBeVisible();
    await page.getByRole('button', { name: '完成' }).click();
  };
  await page.goto(links.get('甲同窗') ?? '');
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await context.setOffline(true);
  await submitAndLeave('完全没有');
  await expect(page.getByText('还有 1 份回答等着交上去')).toBeVisible();

  // the second has a slip of the own: the form is known, and whose the slip is not
  await page.goto(links.get('乙同窗') ?? '');
  await expect(page.getByText('现在没有网络，看不到这张纸条是谁的')).toBeVisible();
  await expect(page.getByText('甲同学')).toHaveCount(0);
  await expectAccessibleOnTelephone(page);
  await picture(page, 'offline-second-zh');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await expect(page.getByRole('radio', { name: '完全没有' })).not.toBeChecked();
  await expect(page.getByRole('button', { name: '这不是我的纸条' })).toBeVisible();
  await submitAndLeave('几乎每天');
  await expect(page.getByText('还有 2 份回答等着交上去')).toBeVisible();

  // a third has the slip of the first
  await page.goto(links.get('甲同窗') ?? '');
  await expect(page.getByText('用这张纸条的一份回答还等着交上去')).toBeVisible();
  // what is asked is this very slip's
  await expect(page.getByText('可以作答到')).toBeVisible();
  await expect(page.getByText('你的纸条问的可能是别的')).toHaveCount(0);
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await picture(page, 'offline-same-slip-en');
  await page.getByRole('button', { name: 'Switch to Chinese 中文' }).click();
  await page.getByRole('button', { name: '是我，开始' }).click();
  await expect(page.getByRole('radio', { name: '完全没有' })).not.toBeChecked();
  await submitAndLeave('有几天');
  await expect(page.getByText('还有 3 份回答等着交上去')).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText('份回答等着交上去')).toHaveCount(0);
  await expectNothingLeft(page);
  const keptOf = async (name: string) => {
    const { items } = await (
      await page.request.get(`/api/v1/clients/${clientIds.get(name)}/responses`)
    ).json();
    return items.map(({ keptApart }: { keptApart: string | null }) => keptApart).sort();
  };
  expect(await keptOf('乙同窗')).toEqual([null]);
  expect(await keptOf('甲同窗')).toEqual(['already_answered', null]);
  expect(await alertKinds(page, clientIds.get('乙同窗'))).toEqual(['self_harm_answer']);
  expect(await alertKinds(page, clientIds.get('甲同窗'))).toEqual(['self_harm_answer']);

  // with a connection the slip says what the server has
  await page.goto(links.get('乙同窗') ?? '');
  await expect(page.getByRole('heading', { name: '这份问卷已经交过了' })).toBeVisible();
});

test('a second child of another round is asked without a connection, promised nothing, and kept whole', async ({
  page,
  context,
}) => {
  const first = await openRound(page.request, ['甲在前'], ['hardest-now@1']);
  const second = await openRound(page.request, ['乙在后'], ['phq-9@1']);
  const answerHardest = async (option: string, words: string) => {
    await page.getByRole('button', { name: '是我，开始' }).click();
    await page.getByRole('button', { name: option }).click();
    if (option === '有人欺负我或伤害我') {
      const help = page.getByRole('dialog');
      await expect(help.getByText('社工现在还不知道')).toBeVisible();
      await expect(help.getByText('0577-8866')).toHaveCount(0);
      await expect(help.getByRole('link', { name: '12355' })).toBeVisible();
      await picture(page, 'other-round-help-zh');
      await help.getByRole('button', { name: '回到问卷' }).click();
    }
    await page.getByRole('button', { name: '下一题' }).click();
    await page.getByRole('textbox').fill(words);
    await page.getByRole('button', { name: '提交' }).click();
    await expect(page.getByRole('heading', { name: '还没有交上去' })).toBeVisible();
  };
  await page.goto(first.links.get('甲在前') ?? '');
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await expect(page.getByRole('button', { name: '是我，开始' })).toBeVisible();
  await context.setOffline(true);
  await answerHardest('家里的经济困难', '没有');
  await page.getByRole('button', { name: '完成' }).click();

  await page.goto(second.links.get('乙在后') ?? '');
  await expect(page.getByText('你的纸条问的可能是别的')).toBeVisible();
  await expect(page.getByText('交上去以前，社工还不知道')).toBeVisible();
  await expect(page.getByText('社工会来找你聊聊')).toHaveCount(0);
  await expect(page.getByText('可以作答到')).toHaveCount(0);
  await expectAccessibleOnTelephone(page);
  await picture(page, 'other-round-welcome-zh');
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await picture(page, 'other-round-welcome-en');
  await page.getByRole('button', { name: 'Switch to Chinese 中文' }).click();
  await answerHardest('有人欺负我或伤害我', '我很难过，没有人听我说');
  await expect(page.getByText('0577-8866')).toHaveCount(0);
  await picture(page, 'other-round-waiting-zh');

  await context.setOffline(false);
  await expect(page.getByText('你的纸条问的不是这份问卷')).toBeVisible();
  await expect(page.getByText('社工站已经收到提醒')).toBeVisible();
  await expectAccessibleOnTelephone(page);
  await picture(page, 'other-round-received-zh');
  expect(await alertKinds(page, second.clientIds.get('乙在后'))).toEqual(['harm_by_others_answer']);
  // the own questions are still there to be answered
  await page.getByRole('button', { name: '完成' }).click();
  await page.goto(second.links.get('乙在后') ?? '');
  await expect(page.getByText('一共 9 题')).toBeVisible();

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`/clients/${second.clientIds.get('乙在后')}`);
  await page.getByRole('listitem').filter({ hasText: '没有计入，请看一看' }).getByRole('link').click();
  await expect(page.getByText('这次测评没有问这份问卷')).toBeVisible();
  await expect(page.getByText('我很难过，没有人听我说')).toBeVisible();
  await expect(page.getByRole('button', { name: '计入这一份' })).toBeVisible();
  await expectAccessible(page, 'answers to another round');
  await picture(page, 'other-round-staff-zh-1280');
});

test('after ten idle minutes nothing of the one before is left', async ({ page }) => {
  const { links } = await openRound(page.request, ['孟走开']);
  await page.clock.install();
  await page.goto(links.get('孟走开') ?? '');
  await page.getByRole('button', { name: '是我，开始' }).click();
  await page.getByRole('radio', { name: '有点像我' }).check();
  await page.clock.fastForward('09:30');
  await expect(page.getByRole('radio', { name: '有点像我' })).toBeChecked();
  await page.clock.fastForward('00:31');
  await expect(page.getByRole('heading', { name: '可以交给下一位同学了' })).toBeVisible();
  await expectNothingLeft(page);
  await picture(page, 'next-zh');
});

test('the deadline is told in the zone of the station, wherever the phone believes to be', async ({
  page,
  browser,
  baseURL,
}) => {
  const { links } = await openRound(page.request, ['时区']);
  const seen: string[] = [];
  for (const timezoneId of ['Asia/Shanghai', 'America/Los_Angeles']) {
    const phone = await browser.newContext({ locale: 'zh-CN', timezoneId, baseURL: baseURL ?? '' });
    const opened = await phone.newPage();
    await opened.goto(links.get('时区') ?? '');
    seen.push((await opened.getByText('可以作答到').textContent()) ?? '');
    await phone.close();
  }
  expect(seen[0]).toMatch(/可以作答到 \d+月\d+日 \d\d:\d\d/);
  expect(seen[1]).toBe(seen[0]);
});
