import { randomInt } from 'node:crypto';
import {
  type APIRequestContext,
  test as base,
  type Browser,
  expect,
  type Locator,
  type Page,
} from '@playwright/test';

const PASSWORD = 'nuantu-demo';
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜';
const GIVEN = '安宁乐知远晨星禾苗沐阳子涵若溪清扬思齐景行望舒云帆致和书瑶明轩雨桐嘉言';

/** Whoever else a journey brings leaves with it: pages that stay open go on asking the server, beside all journeys after. */
export const test = base.extend<{ leaving: void }>({
  leaving: [
    async ({ browser }, use) => {
      const staying = browser.contexts();
      await use();
      for (const context of browser.contexts()) if (!staying.includes(context)) await context.close();
    },
    { auto: true },
  ],
});

function pick(letters: string): string {
  return letters.charAt(randomInt(letters.length));
}

/** A name of this journey's own: journeys run beside each other on one server. */
export function newName(): string {
  return pick(SURNAMES) + pick(GIVEN) + pick(GIVEN) + pick(GIVEN) + pick(GIVEN);
}

/** Signs in through the page, as a person does. */
export async function signIn(page: Page, username: string, password = PASSWORD): Promise<void> {
  await page.goto('/');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '今日' })).toBeVisible();
}

/** Signs in without the form: for journeys that are about something else. */
export async function beSignedIn(page: Page, username: string): Promise<void> {
  const answer = await page.request.post('/api/v1/auth/sign-in', { data: { username, password: PASSWORD } });
  expect(answer.ok()).toBe(true);
}

/** A page of somebody else, who is signed in beside. */
export async function pageOf(browser: Browser, username: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await beSignedIn(page, username);
  return page;
}

/** Somebody of this journey's own, signed in: who is away or suspended would disturb the journeys beside. */
export async function haveColleague(
  browser: Browser,
  role: 'worker' | 'supervisor',
): Promise<{
  page: Page;
  name: string;
  username: string;
  password: string;
  suspend: () => Promise<void>;
}> {
  const administrator = await pageOf(browser, 'admin.wenzhou');
  const me = (await (await administrator.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const username = `${role}-${randomInt(1_000_000_000)}`;
  const name = newName();
  const password = 'Ou-jiang 8 chuan, 40 li';
  const invited = await administrator.request.post('/api/v1/accounts', {
    data: { username, displayName: name, roles: [{ role, siteIds: [me.sites[0]?.id] }] },
  });
  const { account, link } = (await invited.json()) as { account: { id: string }; link: string };
  const page = await (await browser.newContext()).newPage();
  await page.request.post('/api/v1/auth/links/use', { data: { token: link.split('#')[1], password } });
  const answer = await page.request.post('/api/v1/auth/sign-in', { data: { username, password } });
  expect(answer.ok()).toBe(true);
  const suspend = async () => {
    const { items } = (await (await administrator.request.get('/api/v1/accounts')).json()) as {
      items: { id: string; version: number }[];
    };
    const version = items.find(({ id }) => id === account.id)?.version;
    const suspended = await administrator.request.patch(`/api/v1/accounts/${account.id}`, {
      data: { status: 'suspended' },
      headers: { 'if-match': `"${version}"` },
    });
    expect(suspended.ok(), await suspended.text()).toBe(true);
  };
  return { page, name, username, password, suspend };
}

async function post(request: APIRequestContext, url: string, data: object): Promise<{ id: string }> {
  const answer = await request.post(url, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as { id: string };
}

/** A client as a starting point; the page must be signed in. */
export async function haveClient(page: Page, details: object = {}): Promise<{ id: string; name: string }> {
  const name = newName();
  const me = (await (await page.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const siteId = me.sites[0]?.id;
  const { id } = await post(page.request, '/api/v1/clients', {
    name,
    siteId,
    birthDate: '2011-03-04',
    ...details,
  });
  return { id, name };
}

export async function haveGuardian(page: Page, clientId: string, guardian: object): Promise<void> {
  await post(page.request, `/api/v1/clients/${clientId}/guardians`, guardian);
}

/** A case in work with the client's own consent (the client is over 14). */
export async function haveCase(page: Page): Promise<{ id: string; clientId: string; name: string }> {
  const client = await haveClient(page, { birthDate: '2009-03-04' });
  await post(page.request, `/api/v1/clients/${client.id}/consents`, {
    purpose: 'service',
    givenBy: 'client',
    evidence: 'signed_form',
    givenOn: '2026-01-05',
  });
  const { id } = await post(page.request, '/api/v1/cases', { clientId: client.id });
  return { id, clientId: client.id, name: client.name };
}

/** Attaches a file in one go; the page must be signed in. */
export async function haveFile(
  page: Page,
  about: { kind: string; ownerId: string; name: string; content: Buffer },
): Promise<void> {
  const { kind, ownerId, name, content } = about;
  const metadata = Object.entries({ kind, ownerId, filename: name })
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
  const tus = { 'tus-resumable': '1.0.0' };
  const begun = await page.request.post('/api/v1/uploads', {
    headers: { ...tus, 'upload-length': String(content.length), 'upload-metadata': metadata },
  });
  expect(begun.ok(), await begun.text()).toBe(true);
  const sent = await page.request.patch(begun.headers()['location'] ?? '', {
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    data: content,
  });
  expect(sent.ok(), await sent.text()).toBe(true);
}

/** As a datetime-local field takes it, in the organisation's zone. */
export function clockTime(instant: Date): string {
  return instant.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16).replace(' ', 'T');
}

/** Opens a list of choices by its label and takes one. */
export async function choose(scope: Page | Locator, label: string, option: string): Promise<void> {
  const field = scope.getByRole('combobox', { name: label });
  await field.click();
  // long lists show only a part: those let one type
  if (await field.isEditable()) await field.fill(option);
  const page = 'page' in scope ? scope.page() : scope;
  await page.getByTitle(option, { exact: true }).last().click();
}

/** The dialog that is open. */
export function dialogOf(page: Page): Locator {
  return page.getByRole('dialog');
}

export async function submitDialog(page: Page, button: string): Promise<void> {
  // this one, by what names it: another may open at once where the session has ended
  const name = await dialogOf(page).getAttribute('aria-labelledby');
  const dialog = page.locator(`[role="dialog"][aria-labelledby="${name}"]`);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** The session ends with the next request of this method, or the one after: whatever the page asked before has its answer. */
export async function endSessionAt(page: Page, method: string, nth = 1): Promise<void> {
  let count = 0;
  await page.route('**/api/v1/**', async (route) => {
    count += route.request().method() === method ? 1 : 0;
    if (count === nth) {
      count = Infinity;
      await page.context().clearCookies();
    }
    await route.fallback();
  });
}

/** Nothing of the page is still on its way. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('output.ui-state')).toHaveCount(0);
  await expect(page.locator('.ui-kept[aria-busy="true"]')).toHaveCount(0);
}
