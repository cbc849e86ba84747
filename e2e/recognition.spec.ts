import { type Browser, expect, type Page } from '@playwright/test';
import { expectAccessible, expectNoWiderThan } from './accessible.ts';
import { choose, dialogOf, newName, pageOf, submitDialog, test } from './journey.ts';
import { haveHours, haveShift } from './volunteer.ts';
import { haveTelephone, look } from './volunteer-telephone.ts';

test.use({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });

type Telephone = Awaited<ReturnType<typeof haveTelephone>>;
type Volunteer = Telephone & { readonly id: string };

/** Somebody in the book of Liuzhou, with a telephone. */
async function haveSomebody(browser: Browser, desk: Page): Promise<Volunteer> {
  const somebody = await haveTelephone(browser);
  let id = '';
  // the book hears of a registration soon after
  await expect(async () => {
    const asked = `/api/v1/volunteers?q=${encodeURIComponent(somebody.name)}&state=accepted`;
    const { items } = (await (await desk.request.get(asked)).json()) as { items: { id: string }[] };
    expect(items).toHaveLength(1);
    id = items[0]?.id ?? '';
  }).toPass();
  return { ...somebody, id };
}

async function post(page: Page, url: string, data: object = {}): Promise<void> {
  const answer = await page.request.post(url, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** They came to a shift, and left it. */
async function serveShift(desk: Page, { id: volunteerId, name, loginName }: Volunteer) {
  const shift = await haveShift(desk, [{ id: volunteerId, name, loginName }], { from: -10, until: 120 });
  const { items } = (await (await desk.request.get(`/api/v1/shifts/${shift.id}/sign-ups`)).json()) as {
    items: { id: string }[];
  };
  const id = crypto.randomUUID();
  await post(desk, `/api/v1/shifts/${shift.id}/check-ins-by-staff`, { id, signUpId: items[0]?.id });
  await post(desk, `/api/v1/check-ins/${id}/check-out-by-staff`);
  return shift;
}

async function fitsTelephone(page: Page, what: string): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, what);
  await expectNoWiderThan(page, 390);
  await page.screenshot({ path: test.info().outputPath(`${what}.png`), fullPage: true });
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('hours come to a star, service is evaluated both ways, points are granted and spent', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const desk = await pageOf(browser, 'coordinator.liuzhou');
  await desk.goto('/');
  await desk.getByRole('link', { name: '管理', exact: true }).first().click();
  const rules = desk.getByRole('region', { name: '志愿者星级与积分' });
  await expect(rules.getByLabel('每颗星要多少小时')).toBeVisible();
  await expectAccessible(desk, 'rules of recognition');
  const hours = rules.getByLabel('每颗星要多少小时');
  for (let n = 0; n < 10; n += 1) await hours.press('Backspace');
  await rules.getByRole('button', { name: '保存规则' }).click();
  await expect(rules.getByText('请填 1 到 10 个整数小时')).toBeVisible();
  await hours.pressSequentially('300,1,');
  await rules.getByRole('button', { name: '保存规则' }).click();
  await expect(desk.getByText('已保存规则')).toBeVisible();
  const points = rules.getByRole('switch', { name: '启用积分' });
  if (!(await points.isChecked())) await points.click();
  await rules.getByLabel('每小时多少积分').fill('2');
  await rules.getByRole('button', { name: '保存规则' }).click();
  await expect(rules.getByText('积分已启用')).toBeVisible();
  await fitsTelephone(desk, 'rules');

  const volunteer = await haveSomebody(browser, desk);
  const { id, name, loginName, page } = volunteer;
  await haveHours(desk, [{ id, name, loginName }]);
  const shift = await serveShift(desk, volunteer);
  await desk.goto(`/volunteers/${id}`);
  await expect(desk.getByRole('region', { name: '星级', exact: true }).getByText('1 星')).toBeVisible();

  const evaluations = desk.getByRole('region', { name: '对服务的评价' });
  await evaluations.getByRole('button', { name: '评价服务' }).click();
  await dialogOf(desk).getByText('4 好').click();
  await dialogOf(desk).getByLabel('想说的话').fill('很有耐心，孩子们喜欢');
  await expectAccessible(desk, 'an evaluation');
  await submitDialog(desk, '保存');
  await expect(evaluations.getByText('评价：4 好')).toBeVisible();

  const ledger = desk.getByRole('region', { name: '积分' });
  await ledger.getByRole('button', { name: '奖励积分' }).click();
  await dialogOf(desk).getByLabel('多少积分').fill('5');
  await dialogOf(desk).getByLabel('为什么').fill('义卖帮忙');
  await submitDialog(desk, '保存');
  await ledger.getByRole('button', { name: '登记使用' }).click();
  await dialogOf(desk).getByLabel('多少积分').fill('3');
  await dialogOf(desk).getByLabel('用在什么地方').fill('换一本书');
  await expectAccessible(desk, 'points spent');
  await submitDialog(desk, '保存');
  await expect(ledger.getByText('现有积分 2')).toBeVisible();
  await fitsTelephone(desk, 'volunteer');

  await page.goto('/my/#hours');
  await expect(page.getByText('1 星')).toBeVisible();
  await expect(page.getByText(/^离下一颗星还差 /)).toBeVisible();
  await look(page, 'hours-zh');
  await page.getByRole('link', { name: '星级、评价和公开页' }).click();
  await expect(page.getByText('评价：好')).toBeVisible();
  await expect(page.getByRole('heading', { name: '积分 2' })).toBeVisible();
  await page.getByText('积分明细').click();
  await expect(page.getByText('-3 使用')).toBeVisible();
  await page.getByText('回应（只能一次）').click();
  await page.getByLabel(/这条评价的回应$/).fill('谢谢，我会再来');
  await look(page, 'answer-zh');
  await page.getByRole('button', { name: '提交回应' }).click();
  await expect(page.getByText('您的回应：谢谢，我会再来')).toBeVisible();

  await page.getByRole('link', { name: '评价这次服务' }).click();
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('请选择这次服务怎么样。')).toBeVisible();
  await page.getByLabel('这次服务怎么样').selectOption('很好');
  await page.getByLabel(/^想对机构说的话/).fill('安排得很清楚');
  await look(page, 'evaluate-zh');
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('您的评价：很好')).toBeVisible();
  await page.getByRole('button', { name: '换成英文 English' }).click();
  await look(page, 'recognition-en');

  await desk.reload();
  await expect(evaluations.getByText('志愿者回应：谢谢，我会再来')).toBeVisible();
  await desk.goto(`/opportunities/${shift.opportunityId}`);
  const said = desk.getByRole('region', { name: '志愿者的评价' });
  await expect(said.getByText('1 条评价')).toBeVisible();
  await expect(said.getByText('安排得很清楚')).toHaveCount(0);
  await fitsTelephone(desk, 'opportunity');
});

test('a page of oneself is opened by a stranger, and gone when it is withdrawn; a team names who consents', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const desk = await pageOf(browser, 'coordinator.liuzhou');
  const { id, name, page } = await haveSomebody(browser, desk);
  const team = `读书队 ${newName()}`;
  const teamId = crypto.randomUUID();
  await post(desk, '/api/v1/volunteer-teams', { id: teamId, name: team, siteId: null });
  expect((await desk.request.put(`/api/v1/volunteer-teams/${teamId}/members/${id}`)).ok()).toBe(true);
  await desk.goto('/volunteers');
  await choose(desk, '队伍', team);
  const part = desk.getByRole('region', { name: '队伍的公开页' });
  await part.getByLabel(/^介绍/).fill('每周六陪孩子读书');
  await expectAccessible(desk, 'the page of a team');
  await part.getByRole('button', { name: '公开' }).click();
  await expect(part.getByText('已公开')).toBeVisible();
  await fitsTelephone(desk, 'team');

  await page.goto('/my/#recognition');
  await page.getByText('公开一个页面').click();
  await expect(page.getByLabel('显示的名字').first()).toHaveValue(name);
  await page.getByLabel('显示的名字').first().fill('江边的小陈');
  await page.getByLabel('服务时长').check();
  await look(page, 'publish-zh');
  await page.getByRole('button', { name: '同意并公开' }).click();
  await expect(page.getByText('公开页已更新。')).toBeVisible();
  const address = (await page.getByRole('link', { name: '打开公开页' }).getAttribute('href')) ?? '';
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  });
  const stranger = await context.newPage();
  await stranger.goto(address);
  await expect(stranger.getByRole('heading', { name: '江边的小陈' })).toBeVisible();
  await expect(stranger.getByText('0 小时')).toBeVisible();
  await expect(stranger.getByText(name)).toHaveCount(0);
  await stranger.screenshot({ path: test.info().outputPath('page-zh.png') });
  await stranger.getByRole('link', { name: 'English' }).click();
  await expect(stranger.getByText('0 hours')).toBeVisible();
  await stranger.screenshot({ path: test.info().outputPath('page-en.png') });

  await page.getByRole('button', { name: '同意署名' }).click();
  await expect(page.getByText(`${team}：以“${name}”署名`)).toBeVisible();
  const ofTeam = (await page.getByRole('link', { name: '打开队伍页' }).getAttribute('href')) ?? '';
  await stranger.goto(`${ofTeam}?lang=zh`);
  await expect(stranger.getByRole('heading', { name: team })).toBeVisible();
  await expect(stranger.getByText(name)).toBeVisible();
  await stranger.screenshot({ path: test.info().outputPath('team-zh.png') });
  await look(page, 'published-zh');
  await page.getByRole('button', { name: '撤回署名' }).click();
  await expect(page.getByText('已撤回。')).toBeVisible();
  await stranger.reload();
  await expect(stranger.getByText(name)).toHaveCount(0);

  await page.getByRole('button', { name: '撤下' }).click();
  await expect(page.getByText('已撤下，原来的网址打不开了。')).toBeVisible();
  await stranger.goto(`${address}?lang=zh`);
  await expect(stranger.getByRole('heading', { name: '没有这个页面' })).toBeVisible();
  await part.getByRole('button', { name: '撤下' }).click();
  await dialogOf(desk).getByRole('button', { name: '撤下' }).click();
  await expect(part.getByText('没有公开')).toBeVisible();
  await stranger.goto(`${ofTeam}?lang=zh`);
  await expect(stranger.getByRole('heading', { name: '没有这个页面' })).toBeVisible();
});
