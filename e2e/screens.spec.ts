import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, type Browser, expect, type Page } from '@playwright/test';
import { expectAccessible, expectNamesTellApart, expectNoWiderThan } from './accessible.ts';
import { haveCase, haveClient, haveFile, pageOf, settled } from './journey.ts';
import { haveHours, haveShift, haveVolunteer } from './volunteer.ts';

interface Reader {
  readonly page: Page;
  /** what the next screens are read in */
  language: 'zh-CN' | 'en';
}

/**
 * Whoever walks through the pages keeps one tab: so does each account here, as long as the worker lives. Each screen is opened anew in
 * it, by its address; a tab of its own for each costs three times as much computing.
 */
const test = base.extend<object, { readerOf: (username: string) => Promise<Reader> }>({
  readerOf: [
    async ({ browser }, use) => {
      const readers = new Map<string, Reader>();
      await use(async (username) => {
        const reader = readers.get(username) ?? (await openReader(browser, username));
        readers.set(username, reader);
        return reader;
      });
      for (const { page } of readers.values()) await page.context().close();
    },
    { scope: 'worker' },
  ],
});

test.use({ serviceWorkers: 'allow' });

/** The account's language is shared by journeys that run at once: here the answer alone is given the wanted one. */
async function openReader(browser: Browser, username: string): Promise<Reader> {
  const page = await pageOf(browser, username);
  const reader: Reader = { page, language: 'zh-CN' };
  await page.route('**/api/v1/me', async (route) => {
    const response = await route.fetch();
    const me = (await response.json()) as { user: { language: string } };
    me.user.language = reader.language;
    await route.fulfill({ response, json: me });
  });
  return reader;
}

interface Screen {
  readonly name: string;
  readonly username: string;
  readonly open: (page: Page) => Promise<void>;
}

const at = (username: string, path: string): Screen => ({
  name: `${path} (${username})`,
  username,
  open: async (page) => {
    await page.goto(path);
  },
});

const screens: readonly Screen[] = [
  at('supervisor.wenzhou', '/'),
  at('admin.wenzhou', '/'),
  at('viewer.department', '/'),
  at('supervisor.wenzhou', '/clients'),
  at('supervisor.wenzhou', '/clients?q=不存在的人'),
  at('worker.wenzhou', '/clients/new'),
  at('supervisor.wenzhou', '/clients/roster'),
  at('supervisor.wenzhou', '/clients/consents'),
  at('supervisor.wenzhou', '/measures'),
  at('supervisor.wenzhou', '/measures/new'),
  {
    name: 'answers of a client to enter',
    username: 'supervisor.wenzhou',
    open: async (page) => {
      const { id } = await haveClient(page);
      await page.goto(`/measures/enter?client=${id}`);
      await expect(page.getByRole('radiogroup').nth(1)).toBeVisible();
    },
  },
  at('teacher.wenzhou', '/refer'),
  at('evaluator.alliance', '/analyses'),
  at('worker.wenzhou', '/groups'),
  { name: 'attendance sheet', username: 'worker.wenzhou', open: openAttendanceSheet },
  at('worker.wenzhou', '/groups/new'),
  { name: 'group', username: 'worker.wenzhou', open: openFirstGroup },
  {
    name: 'group, recording a session',
    username: 'worker.wenzhou',
    open: async (page) => {
      await openFirstGroup(page);
      await page.locator('.groups-session-row .ant-btn-primary').click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  at('worker.wenzhou', '/playbooks'),
  at('worker.wenzhou', '/playbooks/warm-way@1'),
  at('worker.liuzhou', '/playbooks/compare?from=warm-way@1&to=warm-way-lz-station@1'),
  at('worker.wenzhou', '/playbooks/materials'),
  at('manager.alliance', '/playbooks/proposals'),
  {
    name: 'a draft of a playbook',
    username: 'evaluator.alliance',
    open: async (page) => {
      const answer = await page.request.post('/api/v1/playbook-drafts', {
        data: { title: { zh: '新', en: '' } },
      });
      const { id } = (await answer.json()) as { id: string };
      await page.goto(`/playbooks/drafts/${id}`);
    },
  },
  at('coordinator.liuzhou', '/volunteers'),
  at('coordinator.liuzhou', '/volunteers/import'),
  at('coordinator.liuzhou', '/volunteering-figures'),
  {
    name: 'volunteer',
    username: 'coordinator.liuzhou',
    open: async (page) => {
      // other journeys register more than one page of them
      await page.goto(`/volunteers?q=${encodeURIComponent('莫林')}`);
      await page.getByRole('link', { name: '莫林' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('莫林');
    },
  },
  at('coordinator.liuzhou', '/opportunities'),
  {
    name: 'opportunity with a shift',
    username: 'coordinator.liuzhou',
    open: (page) => openShift(page, 'list'),
  },
  { name: 'shift', username: 'coordinator.liuzhou', open: (page) => openShift(page, 'shift') },
  {
    name: 'opportunity, adding shifts by the week',
    username: 'coordinator.liuzhou',
    open: async (page) => {
      await openShift(page, 'list');
      await page.locator('.section-head .ant-btn-primary').first().click();
      await page.getByRole('dialog').locator('.ant-radio-button-wrapper').nth(1).click();
      await expect(page.getByRole('dialog').locator('input[type=time]').first()).toBeVisible();
    },
  },
  { name: 'screen at the door', username: 'coordinator.liuzhou', open: (page) => openDoor(page, -10) },
  {
    name: 'door of a shift that is over',
    username: 'coordinator.liuzhou',
    open: (page) => openDoor(page, -3 * 1_440),
  },
  at('coordinator.liuzhou', '/service-dues'),
  {
    name: 'QR of a site',
    username: 'coordinator.liuzhou',
    open: async (page) => {
      const { sites } = (await (await page.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
      const address = `/sites/${sites[1]?.id}/station-code`;
      expect((await page.request.post(`/api/v1${address}`)).ok()).toBe(true);
      await page.goto(address);
      await expect(page.getByRole('img')).toBeVisible();
    },
  },
  at('coordinator.liuzhou', '/certificates'),
  {
    name: 'many certificates',
    username: 'coordinator.liuzhou',
    open: openCertificates,
  },
  at('worker.liuzhou', '/training'),
  at('supervisor.liuzhou', '/training?view=all'),
  at('supervisor.liuzhou', '/placements'),
  { name: 'a placement', username: 'worker.liuzhou', open: openDemoPlacement },
  {
    name: 'a placement to plan',
    username: 'supervisor.liuzhou',
    open: async (page) => {
      await page.goto('/placements');
      await page.getByRole('button', { name: /^(安排实习|Plan a placement)$/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'an evaluation of a student',
    username: 'supervisor.liuzhou',
    open: async (page) => {
      await openDemoPlacement(page);
      await page.getByRole('button', { name: /终期评价|Final evaluation/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  { name: 'a course that ended', username: 'supervisor.liuzhou', open: openEndedCourse },
  {
    name: 'a course to plan',
    username: 'supervisor.liuzhou',
    open: async (page) => {
      await page.goto('/training');
      await page.getByRole('button', { name: /^(安排培训|Plan a course)$/ }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  at('supervisor.wenzhou', '/studies'),
  at('manager.alliance', '/studies/new'),
  { name: 'study, its owner', username: 'manager.alliance', open: openDemoStudy },
  { name: 'study, a participant', username: 'supervisor.wenzhou', open: openDemoStudy },
  {
    name: 'themes of interviews',
    username: 'supervisor.wenzhou',
    open: async (page) => {
      await openDemoStudy(page);
      await page
        .getByRole('region', { name: /访谈主题|Themes from interviews/ })
        .getByRole('link')
        .click();
      await expect(page.locator('form')).toBeVisible();
    },
  },
  {
    name: 'client',
    username: 'supervisor.wenzhou',
    open: async (page) => {
      const { id } = await haveClient(page, { birthDate: '2016-01-02' });
      await page.goto(`/clients/${id}`);
    },
  },
  {
    name: 'client with a photographed consent, and a file that was not taken',
    username: 'worker.wenzhou',
    open: async (page) => {
      const { clientId } = await haveCase(page);
      const consents = await page.request.get(`/api/v1/clients/${clientId}/consents`);
      const [consent] = ((await consents.json()) as { items: { id: string }[] }).items;
      const files = [
        await readFile(join(import.meta.dirname, '../docs/pictures/today.png')),
        Buffer.from('<html>'),
      ];
      for (const [index, content] of files.entries())
        await haveFile(page, {
          kind: 'consent',
          ownerId: consent?.id ?? '',
          name: `签字-${index}.png`,
          content,
        });
      await page.goto(`/clients/${clientId}`);
      await expect(page.getByRole('img', { name: '签字-0.png' })).toBeVisible({ timeout: 20_000 });
    },
  },
  {
    name: 'client, editing',
    username: 'supervisor.wenzhou',
    open: async (page) => {
      const { id } = await haveClient(page);
      await page.goto(`/clients/${id}`);
      await page.locator('.section-head button').first().click();
    },
  },
  {
    name: 'case with a running report',
    username: 'supervisor.wenzhou',
    open: async (page) => {
      const { id, clientId } = await haveCase(page);
      await page.request.post(`/api/v1/clients/${clientId}/mandatory-reports`, {
        data: { discoveredAt: new Date(Date.now() - 5_000).toISOString(), text: '瘀青' },
      });
      await page.goto(`/cases/${id}`);
    },
  },
  {
    name: 'case with a correction, its history open',
    username: 'worker.wenzhou',
    open: async (page) => {
      await openCorrectedCase(page);
      await page.locator('.casework-timeline summary').click();
    },
  },
  {
    name: 'case, correcting what a colleague has just corrected',
    username: 'worker.wenzhou',
    open: async (page) => {
      const { encounterId, contact } = await openCorrectedCase(page);
      // behind the one that adds a volunteer
      await page.locator('.casework-timeline button.inline-link').last().click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('#note').fill('电话里和孩子谈了睡眠和考试');
      await dialog.locator('#reason').fill('漏写了考试');
      await page.request.post(`/api/v1/encounters/${encounterId}/corrections`, {
        data: { ...contact, minutes: 20, reason: '外婆说只谈了二十分钟' },
        headers: { 'if-match': '"2"' },
      });
      await dialog.locator('.ant-modal-footer .ant-btn-primary').click();
      await expect(dialog.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'case, recording',
    username: 'worker.wenzhou',
    open: async (page) => {
      const { id } = await haveCase(page);
      await page.goto(`/cases/${id}`);
      await page.locator('.ant-btn-primary').first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  at('supervisor.wenzhou', '/cases?view=all'),
  at('supervisor.wenzhou', '/cases?view=referrals'),
  at('supervisor.wenzhou', '/cases?view=closures'),
  at('supervisor.wenzhou', '/cases?view=alerts'),
  {
    name: 'case at high risk, asking for it to be closed',
    username: 'worker.wenzhou',
    open: async (page) => {
      const { id } = await haveCase(page);
      const assessed = {
        kind: 'assessment',
        occurredAt: new Date().toISOString(),
        text: '谈过',
        riskLevel: 'high',
      };
      await page.request.post(`/api/v1/cases/${id}/records`, { data: assessed });
      await page.goto(`/cases/${id}`);
      await page.locator('.casework-next-step button').last().waitFor();
      await page.locator('.casework-next-step button').nth(-2).click();
      await expect(page.getByRole('dialog').locator('#followUpOn')).toBeVisible();
    },
  },
  at('admin.wenzhou', '/administration'),
  at('admin.wenzhou', '/administration?view=sites'),
  at('admin.wenzhou', '/administration?view=connections'),
  { name: 'connections, one that fails', username: 'admin.wenzhou', open: openFailingConnection },
  at('operator.platform', '/organisations'),
  at('operator.platform', '/deliveries'),
  at('operator.platform', '/unsent-messages'),
  at('admin.wenzhou', '/administration?view=rules'),
  at('coordinator.liuzhou', '/administration?view=rules'),
  at('coordinator.liuzhou', '/book'),
  at('supervisor.wenzhou', '/book'),
  at('supervisor.wenzhou', '/talent'),
  at('supervisor.wenzhou', '/talent/supervision'),
  at('supervisor.wenzhou', '/talent/figures'),
  at('supervisor.wenzhou', '/talent/former'),
  at('worker.wenzhou', '/talent/me'),
  at('viewer.department', '/talent/reports'),
  at('worker.wenzhou', '/notifications'),
  at('worker.wenzhou', '/profile/notifications'),
  at('auditor.wenzhou', '/audit'),
  at('worker.wenzhou', '/profile'),
  {
    name: 'profile with a calendar just made for a site',
    username: 'supervisor.zhengzhou',
    open: async (page) => {
      await page.goto('/profile');
      const section = page.getByRole('region', { name: /站点日历|Calendars of sites/ });
      await section.getByRole('button').first().click();
      await expect(section.locator('code')).toBeVisible();
    },
  },
  at('worker.wenzhou', '/no-such-page'),
];

for (const [username, own] of Map.groupBy(screens, (screen) => screen.username)) {
  test.describe(`as ${username}`, () => {
    // one after the other by one worker, which keeps the tab
    test.describe.configure({ mode: 'default' });
    for (const screen of own)
      test(`fits a phone, and is accessible in light and dark, Chinese and English: ${screen.name}`, async ({
        readerOf,
      }) => {
        // three readings of a whole page: slow where much else runs
        test.setTimeout(180_000);
        await readScreen(await readerOf(username), screen);
      });
  });
}

async function readScreen(reader: Reader, { name, open }: Screen): Promise<void> {
  const { page } = reader;
  for (const language of ['zh-CN', 'en'] as const) {
    reader.language = language;
    await open(page);
    await settledScreen(page);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expectAccessible(page, `${name}, ${language}`);
    expect(await keysShown(page)).toEqual([]);
    if (language === 'zh-CN') {
      await expectNamesTellApart(page, name);
      // what the dark changes is colours, and those are the same in both languages
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page, `${name}, dark`, ['color-contrast', 'link-in-text-block']);
      await page.emulateMedia({ colorScheme: 'light' });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoWiderThan(page, 390);
    await page.setViewportSize({ width: 1280, height: 720 });
  }
}

for (const path of ['/', '/welcome#not-a-token-but-long-enough']) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`accessible before signing in, ${colorScheme}: ${path}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await settledScreen(page);
      await expectAccessible(page, path);
    });
  }
}

/** Of a shift that began so many minutes from now, with somebody who has a place. */
async function openDoor(page: Page, from: number): Promise<void> {
  const volunteer = await haveVolunteer(page);
  const { id } = await haveShift(page, [volunteer], { from, until: from + 120 });
  await page.goto(`/shifts/${id}/check-in`);
  await expect(page.getByText(volunteer.name)).toBeVisible();
}

/** Of somebody whose hours are recorded, so that there is a list of one or more. */
async function openDemoPlacement(page: Page): Promise<void> {
  await page.goto('/placements');
  await page.getByRole('link', { name: '农晓雯' }).click();
  await expect(page).toHaveURL(/\/placements\/.+/);
  await settled(page);
}

async function openEndedCourse(page: Page): Promise<void> {
  await page.goto('/training?view=all');
  await page.getByRole('link', { name: '儿童保护与强制报告' }).click();
  await expect(page).toHaveURL(/\/training\/.+/);
  await settled(page);
}

async function openCertificates(page: Page): Promise<void> {
  const volunteer = await haveVolunteer(page);
  await haveHours(page, [volunteer]);
  const teamId = crypto.randomUUID();
  const id = crypto.randomUUID();
  const today = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const team = await page.request.post('/api/v1/volunteer-teams', {
    data: { id: teamId, name: teamId, siteId: null },
  });
  expect(team.ok(), await team.text()).toBe(true);
  await page.request.put(`/api/v1/volunteer-teams/${teamId}/members/${volunteer.id}`);
  const made = await page.request.post('/api/v1/certificate-batches', {
    data: { id, teamId, from: '2026-01-01', to: today },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await page.goto(`/certificates/batches/${id}`);
  await expect(page.getByRole('row', { name: volunteer.name }).getByRole('button').first()).toBeVisible();
}

async function openShift(page: Page, what: 'list' | 'shift'): Promise<void> {
  const { sites } = (await (await page.request.get('/api/v1/me')).json()) as { sites: { id: string }[] };
  const id = crypto.randomUUID();
  const asked = {
    id,
    title: '周末课业辅导',
    siteId: sites[0]?.id,
    programme: '周末学堂',
    description: '陪小学生写作业',
    risks: '没有特别的风险',
    requirements: { minimumAge: 16, skills: ['tutoring'], checks: ['minors'] },
  };
  const made = await page.request.post('/api/v1/opportunities', { data: asked });
  expect(made.ok(), await made.text()).toBe(true);
  const startsAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const endsAt = new Date(Date.parse(startsAt) + 7_200_000).toISOString();
  const shift = { id: crypto.randomUUID(), startsAt, endsAt, roles: [{ role: '领队', capacity: 2 }] };
  const added = await page.request.post(`/api/v1/opportunities/${id}/shifts`, { data: shift });
  expect(added.ok(), await added.text()).toBe(true);
  await page.goto(what === 'shift' ? `/shifts/${shift.id}` : `/opportunities/${id}`);
  await expect(page.getByRole('region').first()).toBeVisible();
}

/** Keys that stand where their words should. */
async function keysShown(page: Page): Promise<string[]> {
  const html = await page.content();
  return (await wordKeys).filter((key) => html.includes(`>${key}<`) || html.includes(`"${key}"`));
}

const wordKeys = readWordKeys();

async function readWordKeys(): Promise<string[]> {
  const web = join(import.meta.dirname, '../src/web');
  const modules = await Promise.all(
    globSync('*/words.zh.ts', { cwd: web }).map((file) => import(join(web, file)) as Promise<{ zh: object }>),
  );
  return modules.flatMap(({ zh }) => keysOf(zh)).filter((key) => key.includes('.'));
}

function keysOf(words: object, above = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' ? keysOf(value as object, `${above}${key}.`) : [above + key],
  );
}

/** A case with an encounter whose minutes and note were corrected once. */
async function openCorrectedCase(page: Page) {
  const { id } = await haveCase(page);
  const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
  const contact = { kind: 'phone', occurredAt, minutes: 45, note: '电话里和爸爸谈了睡眠' };
  const made = await page.request.post('/api/v1/encounters', { data: { caseId: id, ...contact } });
  const { id: encounterId } = (await made.json()) as { id: string };
  const corrected = { ...contact, minutes: 15, note: '电话里和孩子谈了睡眠' };
  await page.request.post(`/api/v1/encounters/${encounterId}/corrections`, {
    data: { ...corrected, reason: '看错了表，也写错了人' },
    headers: { 'if-match': '"1"' },
  });
  await page.goto(`/cases/${id}`);
  return { encounterId, contact: corrected };
}

async function openFirstGroup(page: Page): Promise<void> {
  const { items } = await (await page.request.get('/api/v1/groups')).json();
  const groups = items as { id: string; nextOn: string | null }[];
  await page.goto(`/groups/${groups.find(({ nextOn }) => nextOn !== null)?.id ?? ''}`);
}

async function openAttendanceSheet(page: Page): Promise<void> {
  await openFirstGroup(page);
  await page.getByRole('link', { name: /签到表|Attendance sheet/ }).click();
}

async function openDemoStudy(page: Page): Promise<void> {
  const { items } = await (await page.request.get('/api/v1/studies')).json();
  const studies = items as { id: string; title: string }[];
  const demo = studies.find(({ title }) => title.startsWith('暖途八周'));
  await page.goto(`/studies/${demo?.id ?? ''}`);
}

/** A connection to where nobody listens, with what was sent to it. */
async function openFailingConnection(page: Page): Promise<void> {
  const { items } = await (await page.request.get('/api/v1/webhooks')).json();
  const known = (items as { id: string; name: string }[]).find(({ name }) => name === '省数据平台');
  if (known === undefined) {
    const connection = { name: '省数据平台', url: 'http://127.0.0.1:9/hook', types: ['study.registered'] };
    const made = await page.request.post('/api/v1/webhooks', { data: connection });
    const { webhook } = (await made.json()) as { webhook: { id: string } };
    await page.request.post(`/api/v1/webhooks/${webhook.id}/test`);
  }
  await page.goto('/administration?view=connections');
  await page.getByRole('button', { name: /^(发送记录|What was sent) 省数据平台$/ }).click();
  await expect(page.getByText(/连不上对方的服务器|cannot be reached/).first()).toBeVisible();
}

async function settledScreen(page: Page): Promise<void> {
  // what scrolled under the bar at the top is measured as if nobody could press it
  await page.evaluate('window.scrollTo(0, 0)');
  if ((await page.getByRole('dialog').count()) === 0) await settled(page);
}
