import { readFile } from 'node:fs/promises';
import { type Browser, expect, type Page } from '@playwright/test';
import { newId } from '../src/server/platform/database/ids.ts';
import { newName, pageOf, test } from './journey.ts';
import { haveTelephone, look } from './volunteer-telephone.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Volunteer = Awaited<ReturnType<typeof haveTelephone>>;

interface Shift {
  readonly desk: Page;
  readonly id: string;
  readonly title: string;
  readonly siteId: string;
}

/** One that began five minutes ago, at the station in Liuzhou. */
async function haveShift(browser: Browser, { checkIn }: { checkIn?: object } = {}): Promise<Shift> {
  const desk = await pageOf(browser, 'coordinator.liuzhou');
  const me = (await (await desk.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const siteId = me.sites[0]?.id ?? '';
  const title = `${newName()}读书会`;
  const said = { description: '陪孩子读书', risks: '没有特别的风险', place: '三楼活动室' };
  const opportunity = { id: newId(), title, siteId, ...said, ...(checkIn && { checkIn }) };
  await post(desk, '/api/v1/opportunities', opportunity);
  const shift = { id: newId(), startsAt: fromNow(-5 * MINUTE), endsAt: fromNow(2 * HOUR), capacity: 5 };
  await post(desk, `/api/v1/opportunities/${opportunity.id}/shifts`, shift);
  return { desk, id: shift.id, title, siteId };
}

const fromNow = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

async function post(page: Page, url: string, data: object): Promise<void> {
  const answer = await page.request.post(url, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Somebody of their own whom the staff put into it. */
async function haveSomebodyIn(browser: Browser, { desk, id }: Shift): Promise<Volunteer> {
  const somebody = await haveTelephone(browser);
  // the book hears of a registration soon after
  await expect(async () => {
    const list = await desk.request.get(`/api/v1/volunteers?q=${encodeURIComponent(somebody.name)}`);
    const [found] = (await list.json()).items;
    const data = { id: newId(), volunteerId: found.id };
    expect((await desk.request.post(`/api/v1/shifts/${id}/assignments`, { data })).status()).toBe(201);
  }).toPass();
  return somebody;
}

async function codeOf({ desk, id }: Shift): Promise<string> {
  return (await (await desk.request.get(`/api/v1/shifts/${id}/check-in-code`)).json()).code;
}

/** As staff see it: by what it is known that they came, and how many minutes off the true time. */
async function arrivals({ desk, id }: Shift) {
  const { items } = await (await desk.request.get(`/api/v1/shifts/${id}/attendance`)).json();
  return (items as { checkedInBy: string | null; checkedInAt: string | null }[])
    .filter(({ checkedInAt }) => checkedInAt !== null)
    .map(({ checkedInBy, checkedInAt }) => ({
      by: checkedInBy,
      isTrue: Math.abs(Date.parse(checkedInAt ?? '') - Date.now()) < MINUTE,
    }));
}

/** From the next page on the telephone's clock is so many hours ahead, or behind. */
async function setClock(page: Page, hours: number): Promise<void> {
  await page.addInitScript(`{
    const True = Date;
    window.Date = class extends True {
      constructor(...given) {
        if (given.length === 0) super(True.now() + ${hours * HOUR});
        else super(...given);
      }
      static now() {
        return True.now() + ${hours * HOUR};
      }
    };
  }`);
}

test('from the code at the door to a certificate that a stranger believes', async ({ browser }) => {
  const shift = await haveShift(browser);
  const { page, name } = await haveSomebodyIn(browser, shift);
  await page.goto('/my/');
  await expect(page.getByRole('link', { name: '签到' })).toBeVisible();
  await look(page, 'home-zh');
  await page.getByRole('link', { name: '签到' }).click();
  await expect(page.getByLabel('现场屏幕上的六位数字')).toBeVisible();
  await look(page, 'check-in-zh');
  await page.getByLabel('现场屏幕上的六位数字').fill('000000');
  await page.getByRole('button', { name: '签到' }).click();
  await expect(page.getByText('签到码不对，或已过期。')).toBeVisible();
  await page.getByLabel('现场屏幕上的六位数字').fill(await codeOf(shift));
  await page.getByRole('button', { name: '签到' }).click();
  await expect(page.getByRole('heading', { name: '您在班次里' })).toBeVisible();
  expect(await arrivals(shift)).toEqual([{ by: 'code', isTrue: true }]);
  await look(page, 'at-the-shift-zh');
  await page.goto('/my/#shifts');
  await expect(page.getByRole('link', { name: '签退' })).toBeVisible();
  await expect(page.getByRole('button', { name: '来不了了' })).toHaveCount(0);
  await look(page, 'shifts-zh');
  await page.getByRole('main').getByRole('link', { name: '签退' }).click();
  await page.getByRole('button', { name: '签退' }).click();
  await expect(page.getByRole('heading', { name: '已签退' })).toBeVisible();
  await look(page, 'left-zh');

  // hardly a minute was counted: there had been more of it
  await page.getByRole('link', { name: '时间不对？' }).click();
  await page.getByLabel('发生了什么').fill('到的时候屏幕还没有开');
  await look(page, 'claim-zh');
  const until = page.getByLabel('结束时间');
  const now = await until.inputValue();
  await until.fill(`${Number(now.slice(0, 4)) + 1}${now.slice(4)}`);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('一次服务最长 24 小时，请按天分开填写。')).toBeVisible();
  await until.fill(now);
  await page.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('已提交，工作人员会答复您。')).toBeVisible();
  await expect(page.getByRole('listitem').getByText('等待审核')).toBeVisible();
  await look(page, 'hours-waiting-zh');
  const hours = await (await page.request.get('/api/v1/volunteers/me/hours')).json();
  await post(shift.desk, `/api/v1/services/${hours.items[0].id}/decide`, { decision: 'recorded' });
  await page.goto('/my/#');
  await page.getByRole('link', { name: /^我的时长 \d 分$/ }).click();
  await expect(page.getByRole('listitem').getByText(/^已记录 \d 分$/)).toBeVisible();
  await look(page, 'hours-zh');

  await page.getByRole('link', { name: '服务证明' }).click();
  await page.getByRole('button', { name: '开证明' }).click();
  await expect(page.getByText('证明开好了。')).toBeVisible();
  await look(page, 'certificates-zh');
  const arriving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PDF 中英文' }).click();
  const file = await readFile(await (await arriving).path());
  expect(file.subarray(0, 4).toString()).toBe('%PDF');
  const verifyUrl = (await page.getByRole('link', { name: '核验页面' }).getAttribute('href')) ?? '';
  const stranger = await (await browser.newContext({ locale: 'zh-CN' })).newPage();
  await stranger.goto(new URL(verifyUrl).pathname);
  await expect(stranger.getByText('证书有效')).toBeVisible();
  await expect(stranger.getByText(name)).toBeVisible();
  const [certificate] = (await (await page.request.get('/api/v1/my/certificates')).json()).items;
  await post(shift.desk, `/api/v1/certificates/${certificate.id}/revoke`, { reason: 'mistake' });
  await page.reload();
  await page.getByRole('button', { name: /English/ }).click();
  await expect(page.getByText('Revoked: It said something wrong')).toBeVisible();
  await expect(page.getByRole('button', { name: /PDF/ })).toHaveCount(0);
  await look(page, 'certificates-en');
});

test('without a network a check-in is kept, and sent with its true time, however wrong the clock', async ({
  browser,
}) => {
  const shift = await haveShift(browser);
  const { page } = await haveSomebodyIn(browser, shift);
  await setClock(page, 3);
  await page.goto('/my/');
  await page.getByRole('link', { name: '签到' }).click();
  await page.getByLabel('现场屏幕上的六位数字').fill(await codeOf(shift));
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '签到' }).click();
  await expect(page.getByText('已保存，有网络时自动提交（1 条在等）')).toBeVisible();
  await expect(page.getByText('已签到，等有网络时提交')).toBeVisible();
  await look(page, 'kept-zh');
  await page.getByRole('button', { name: '签退' }).click();
  await expect(page.getByText('已保存，有网络时自动提交（2 条在等）')).toBeVisible();
  expect(await arrivals(shift)).toEqual([]);
  // the telephone ends the page meanwhile
  await page.goto('about:blank');
  await page.context().setOffline(false);
  await page.goto('/my/');
  await expect(page.getByRole('heading', { name: /您好/ })).toBeVisible();
  await expect(page.getByText('已保存，有网络时自动提交')).toHaveCount(0);
  await expect.poll(() => arrivals(shift)).toEqual([{ by: 'code', isTrue: true }]);
});

test.describe('kept on the telephone', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the page opens without a network: the code that is typed there arrives once there is one, and signed out nothing is left', async ({
    browser,
  }) => {
    const shift = await haveShift(browser);
    const { page } = await haveSomebodyIn(browser, shift);
    await page.goto('/my/');
    await expect(page.getByRole('link', { name: '签到' })).toBeVisible();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    // nothing that the server said of anybody is among what is kept
    const kept = await page.evaluate<string[]>(
      `caches.open('my-page').then((cache) => cache.keys()).then((keys) => keys.map(({ url }) => new URL(url).pathname))`,
    );
    expect(kept.filter((path) => path !== '/my/' && !path.startsWith('/my/assets/'))).toEqual([]);
    expect(kept.length).toBeGreaterThan(2);
    // an older version is kept: the next opening with a network shows the new one, and keeps it
    await page.evaluate(
      `caches.open('my-page').then((cache) => cache.put('/my/', new Response('<p>old</p>', { headers: { 'content-type': 'text/html' } })))`,
    );
    await page.reload();
    await expect(page.getByRole('link', { name: '签到' })).toBeVisible();
    await expect
      .poll(() => page.evaluate(`caches.match('/my/').then((found) => found.text())`))
      .toContain('/my/assets/');
    const code = await codeOf(shift);
    await page.close();
    const cellar = await page.context().newPage();
    await cellar.context().setOffline(true);
    await cellar.goto('/my/');
    await expect(cellar.getByRole('heading', { name: '现在没有网络' })).toBeVisible();
    await look(cellar, 'no-network-zh');
    await cellar.getByLabel('现场屏幕上的六位数字').fill(code);
    await cellar.getByRole('button', { name: '签到' }).click();
    await expect(cellar.getByText('已保存，有网络时自动提交（1 条在等）')).toBeVisible();
    // closed, and opened again down there
    await cellar.goto('about:blank');
    await cellar.goto('/my/');
    await expect(cellar.getByText('已签到，等有网络时提交')).toBeVisible();
    await look(cellar, 'no-network-kept-zh');
    await cellar.getByRole('button', { name: '签退' }).click();
    await expect(cellar.getByText('已保存，有网络时自动提交（2 条在等）')).toBeVisible();
    expect(await arrivals(shift)).toEqual([]);
    await cellar.context().setOffline(false);
    await expect(cellar.getByRole('heading', { name: /您好/ })).toBeVisible();
    await expect.poll(() => arrivals(shift)).toEqual([{ by: 'code', isTrue: true }]);
    await expect(cellar.getByText('已保存，有网络时自动提交')).toHaveCount(0);
    await cellar.getByRole('button', { name: '退出登录' }).click();
    await expect(cellar.getByRole('button', { name: '用密码登录' })).toBeVisible();
    expect(await cellar.evaluate('JSON.stringify(localStorage)')).toBe('{}');
    // whoever opens it now without a network is nobody's
    await cellar.context().setOffline(true);
    await cellar.goto('about:blank');
    await cellar.goto('/my/');
    await expect(cellar.getByText('连不上服务器')).toBeVisible();
    await expect(cellar.getByLabel('现场屏幕上的六位数字')).toHaveCount(0);
  });

  test('a wrong code that was typed without a network is told as soon as there is one, with the shift that it was for', async ({
    browser,
  }) => {
    const shift = await haveShift(browser);
    const { page } = await haveSomebodyIn(browser, shift);
    await page.goto('/my/');
    await expect(page.getByRole('link', { name: '签到' })).toBeVisible();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.context().setOffline(true);
    await page.goto('about:blank');
    await page.goto('/my/');
    await page.getByLabel('现场屏幕上的六位数字').fill('000000');
    await page.getByRole('button', { name: '签到' }).click();
    await expect(page.getByText('已保存，有网络时自动提交（1 条在等）')).toBeVisible();
    await page.context().setOffline(false);
    const told = page.getByRole('alert').filter({ hasText: '有一次签到没有成功' });
    await expect(told).toContainText('签到码不对，或已过期。');
    await told.getByRole('link', { name: '说明我的时长' }).click();
    await expect(page.getByLabel('开始时间')).toHaveValue(/T\d\d:\d\d$/);
    expect(await arrivals(shift)).toEqual([]);
  });
});

test('the poster of a station finds the shift; a clock behind does no harm, and what is kept is nobody else’s', async ({
  browser,
}) => {
  const shift = await haveShift(browser);
  const [{ page }, next] = [await haveSomebodyIn(browser, shift), await haveTelephone(browser)];
  const poster = await shift.desk.request.post(`/api/v1/sites/${shift.siteId}/station-code`);
  const { path } = (await poster.json()) as { path: string };
  await setClock(page, -3);
  await page.goto('/my/');
  await expect(page.getByRole('link', { name: '签到' })).toBeVisible();
  await page.context().setOffline(true);
  await page.evaluate(`location.hash = ${JSON.stringify(path.slice(path.indexOf('#')))}`);
  await expect(page.getByText('已签到，等有网络时提交')).toBeVisible();
  expect(new URL(page.url()).hash).toBe(`#check-in/${shift.id}`);
  await page.context().setOffline(false);
  await expect(page.getByText(/^\d\d:\d\d 已签到$/)).toBeVisible();
  expect(await arrivals(shift)).toEqual([{ by: 'station', isTrue: true }]);

  // kept again, and the session ends without it: whoever signs in here then finds nothing
  await page.context().setOffline(true);
  await page.getByRole('button', { name: '签退' }).click();
  await expect(page.getByText('已保存，有网络时自动提交（1 条在等）')).toBeVisible();
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.context().setOffline(false);
  await page.goto('/my/');
  await page.getByRole('button', { name: '用密码登录' }).click();
  await page.getByLabel('手机号、邮箱或登录名').fill(next.loginName);
  await page.getByLabel('密码').fill(next.password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { name: `${next.name}，您好` })).toBeVisible();
  await expect(page.getByText('已保存，有网络时自动提交')).toHaveCount(0);
  expect(await page.evaluate('Object.keys(localStorage).join()')).toBe('nuantu.my.account');
});

test('the QR at the door checks in by itself after signing in; one that is refused later is told until it is read', async ({
  browser,
}) => {
  const shift = await haveShift(browser);
  const { page, loginName, password } = await haveSomebodyIn(browser, shift);
  await page.context().clearCookies();
  await page.goto(`/my/#check-in/${shift.id}/${await codeOf(shift)}`);
  await page.getByRole('button', { name: '用密码登录' }).click();
  await page.getByLabel('手机号、邮箱或登录名').fill(loginName);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('heading', { name: '您在班次里' })).toBeVisible();
  expect(new URL(page.url()).hash).toBe(`#check-in/${shift.id}`);

  const other = await haveSomebodyIn(browser, shift);
  await other.page.goto(`/my/#check-in/${shift.id}`);
  await other.page.getByLabel('现场屏幕上的六位数字').fill('000000');
  await other.page.context().setOffline(true);
  await other.page.getByRole('button', { name: '签到' }).click();
  await expect(other.page.getByText('已签到，等有网络时提交')).toBeVisible();
  await other.page.context().setOffline(false);
  await expect(other.page.getByText('有一次签到没有成功')).toBeVisible();
  await expect(other.page.getByText('签到码不对，或已过期。')).toBeVisible();
  await look(other.page, 'refused-zh');
  await other.page.reload();
  await other.page.getByRole('link', { name: '说明我的时长' }).click();
  await expect(other.page.getByLabel('开始时间')).toHaveValue(/T\d\d:\d\d$/);
  await other.page.goto('/my/#');
  await other.page.getByRole('button', { name: '知道了' }).click();
  await other.page.reload();
  await expect(other.page.getByRole('heading', { name: /您好/ })).toBeVisible();
  await expect(other.page.getByText('有一次签到没有成功')).toHaveCount(0);
});

test('where it is asked, the telephone says where it is, and the code is wanted at the end as well', async ({
  browser,
}) => {
  const place = { latitude: 24.3264, longitude: 109.4281, radiusMetres: 200 };
  const checkIn = { minutesBefore: 30, minutesAfter: 60, asksCodeAtEnd: true, place };
  const shift = await haveShift(browser, { checkIn });
  const { page } = await haveSomebodyIn(browser, shift);
  const context = page.context();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`/my/#check-in/${shift.id}/${await codeOf(shift)}`);
  await expect(page.getByText('没有得到您的位置。')).toBeVisible();
  await look(page, 'position-zh');
  await page.getByRole('button', { name: /English/ }).click();
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: 24.5, longitude: 109.4281, accuracy: 10 });
  const code = page.getByLabel('The six digits on the screen there');
  await code.fill(await codeOf(shift));
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByText(/You are about 19\d\d\d metres from the place/)).toBeVisible();
  await expect(page.getByText('没有得到您的位置。')).toHaveCount(0);
  await look(page, 'too-far-en');
  await context.setGeolocation({ ...place, accuracy: 10 });
  await page.getByRole('button', { name: 'Check in' }).click();
  await expect(page.getByRole('heading', { name: 'You are at your shift' })).toBeVisible();
  await look(page, 'at-the-shift-en');
  await page.getByRole('button', { name: 'Check out' }).click();
  await expect(page.getByText('Type the six digits.')).toBeVisible();
  await page.goto('/my/#');
  await expect(page.getByRole('link', { name: 'Check out' })).toBeVisible();
  await look(page, 'home-en');
  // the screen at the door shows the same QR to whoever leaves
  await page.goto(`/my/#check-in/${shift.id}/${await codeOf(shift)}`);
  await expect(code).toHaveValue(/^\d{6}$/);
  await page.getByRole('button', { name: 'Check out' }).click();
  await expect(page.getByRole('heading', { name: 'You have checked out' })).toBeVisible();
  await look(page, 'left-en');
});

test('whoever came and did not check in says so from the past shifts', async ({ browser }) => {
  const shift = await haveShift(browser);
  const { page } = await haveSomebodyIn(browser, shift);
  // nobody is put into one that is over: it was earlier, as the staff find out
  const moved = await shift.desk.request.patch(`/api/v1/shifts/${shift.id}`, {
    headers: { 'if-match': '"1"' },
    data: { startsAt: fromNow(-3 * HOUR), endsAt: fromNow(-HOUR) },
  });
  expect(moved.ok(), await moved.text()).toBe(true);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/my/#shifts');
  await page.getByText('过去的和取消的').click();
  await look(page, 'past-zh');
  await page.getByRole('link', { name: '我来了，没有签到' }).click();
  await page.getByRole('button', { name: /English/ }).click();
  await page.getByLabel('What happened').fill('There was no screen at the door.');
  await look(page, 'claim-en');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('listitem').getByText('Waiting for approval: 2 h')).toBeVisible();
  await look(page, 'hours-en');
  const hours = await (await page.request.get('/api/v1/volunteers/me/hours')).json();
  const decision = { decision: 'declined', answer: '当天没有看到您' };
  await post(shift.desk, `/api/v1/services/${hours.items[0].id}/decide`, decision);
  await page.reload();
  await expect(page.getByText('Answer: 当天没有看到您')).toBeVisible();
  await expect(page.getByText('Not accepted: 2 h')).toBeVisible();
  await look(page, 'declined-en');
});

test('whoever served for years finds the latest months, and opens what was before', async ({ page }) => {
  const data = { username: 'volunteer.liuzhou', password: 'nuantu-demo' };
  expect((await page.request.post('/api/v1/auth/sign-in', { data })).ok()).toBe(true);
  await page.goto('/my/#hours');
  const before = page.locator('details', { hasText: /更早的（\d+ 次）/ });
  await expect(before.getByRole('heading').first()).toBeHidden();
  await look(page, 'hours-of-years-zh');
  await before.locator('summary').click();
  await expect(before.getByRole('heading').first()).toBeVisible();
  await look(page, 'hours-of-years-open-zh');
});
