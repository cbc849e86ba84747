import { expect } from '@playwright/test';
import ICAL from 'ical.js';
import { dialogOf, haveClient, haveColleague, newName, pageOf, submitDialog, test } from './journey.ts';

/** What a calendar program finds of a group at the address, without being signed in: days by UID. */
async function readDays(address: string, groupId: string): Promise<Map<string, string>> {
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  const events = new ICAL.Component(ICAL.parse(await answer.text()) as unknown[]).getAllSubcomponents(
    'vevent',
  );
  return new Map(
    events
      .map((event): [string, string] => [
        event.getFirstPropertyValue('uid') as string,
        (event.getFirstPropertyValue('dtstart') as ICAL.Time).toString(),
      ])
      // journeys beside open rounds at the same site
      .filter(([uid]) => uid.includes(groupId)),
  );
}

test('a worker subscribes to the own calendar, a moved session moves in it, and ending the address ends it', async ({
  browser,
}) => {
  // of this journey's own: whoever makes a new address ends that of a journey beside
  const { page } = await haveColleague(browser, 'worker');
  const { id: clientId } = await haveClient(page);
  const { sites } = await (await page.request.get('/api/v1/me')).json();
  const name = newName();
  const startsOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const created = await page.request.post('/api/v1/groups', {
    data: {
      name,
      siteId: sites[0].id,
      playbookId: 'warm-way@1',
      level: 'selective',
      startsOn,
      clientIds: [clientId],
    },
  });
  const group = (await created.json()) as {
    id: string;
    sessions: { sessionId: string; plannedOn: string }[];
  };
  const uid = `group-session.${group.id}.${group.sessions[0]?.sessionId}@nuantu`;

  await page.goto('/profile');
  const section = page.getByRole('region', { name: '个人日历' });
  await section.getByRole('button', { name: '生成地址' }).click();
  const address = await section.getByLabel('日历地址').innerText();
  await expect(section.getByText('还没有被读取过')).toBeVisible();
  const planned = await readDays(address, group.id);
  expect(planned.size).toBe(group.sessions.length);
  expect(planned.get(uid)).toBe(startsOn);

  await page.goto(`/groups/${group.id}`);
  await page.getByRole('button', { name: '改期' }).first().click();
  const movedTo = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await dialogOf(page).getByLabel('改到哪一天').fill(movedTo);
  await submitDialog(page, '保存');
  const moved = await readDays(address, group.id);
  expect(moved.get(uid)).toBe(movedTo);
  expect([...moved.keys()].toSorted()).toEqual([...planned.keys()].toSorted());

  await page.goto('/profile');
  // shown once
  await expect(section.getByText(/最近读取/)).toBeVisible();
  await expect(section.getByLabel('日历地址')).toHaveCount(0);
  await section.getByRole('button', { name: '停用' }).click();
  await expect(section.getByRole('button', { name: '生成地址' })).toBeVisible();
  expect((await fetch(address)).status).toBe(404);
});

test('whoever keeps the sites gives one of them a calendar', async ({ browser }) => {
  const page = await pageOf(browser, 'admin.wenzhou');
  await page.goto('/administration?view=sites');
  const section = page.getByRole('region', { name: '站点日历' });
  await section.getByRole('button', { name: /(生成地址|换一个地址) 雁山中学社工站/ }).click();
  const address = await section.getByLabel('日历地址').innerText();
  const text = await (await fetch(address)).text();
  expect(text).toContain('X-WR-CALNAME:雁山中学社工站');
  await section.getByRole('button', { name: '停用 雁山中学社工站' }).click();
  await expect(section.getByRole('button', { name: '生成地址 雁山中学社工站' })).toBeVisible();
  expect((await fetch(address)).status).toBe(404);
});
