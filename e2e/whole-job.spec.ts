import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { beSignedIn, choose, dialogOf, pageOf, settled, submitDialog, test } from './journey.ts';
import { takePicture } from './picture.ts';
import { planStudy } from './study-plan.ts';
import { CLASSES, growthAnswers, INTERVENTION, type Pupil, pupils, rosterFile, SCHOOL } from './school.ts';
import { letArrive } from './telephone.ts';

test.use({ serviceWorkers: 'allow' });

const STUDY = '暖途实验中学课程研究';
const HURT = '覃雨桐';

async function importRoster(page: Page): Promise<void> {
  await page.goto('/clients');
  await page.getByRole('link', { name: '导入花名册' }).click();
  await choose(page, '站点', '龙潭中学社工站');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '花名册.csv', mimeType: 'text/csv', buffer: rosterFile() });
  await page.getByRole('button', { name: '预演' }).click();
  await expect(page.getByText('共 49 行：新增 48，更新 0，未变 0，退回 0，待确认 1')).toBeVisible();
  await takePicture(page, 'roster-preview');
  await page.getByRole('button', { name: /^导入（48/ }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载全部结果（.csv）' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('证件号校验位不符');
}

async function recordConsents(page: Page, className: string): Promise<void> {
  await page.goto('/clients/consents');
  const chosen = `${SCHOOL} 七年级${className}`;
  await page.getByRole('combobox', { name: '班级' }).fill(chosen);
  await page.getByTitle(chosen, { exact: true }).last().click();
  await expect(page.getByText('已选 0 / 12')).toBeVisible();
  await page.getByRole('checkbox', { name: '全部' }).check();
  for (const purpose of ['接受服务', '测评', '研究'])
    await page.getByRole('checkbox', { name: purpose }).check();
  await page.getByText('签字表格').click();
  await takePicture(page, 'class-consent');
  await page.getByRole('button', { name: '登记 12 人的同意' }).click();
  await expect(page.getByText('已登记 36 条同意。')).toBeVisible();
}

/** The alliance fixes question, arms and outcome before anybody answers. */
async function registerStudy(owner: Page): Promise<void> {
  await owner.goto('/studies/new');
  await planStudy(owner, { title: STUDY, comparison: '下学期再上' });
  await owner.getByRole('combobox', { name: /参加机构/ }).fill('lz-station ');
  await owner.getByRole('button', { name: '保存方案' }).click();
  await owner.getByRole('button', { name: '登记方案' }).click();
  await submitDialog(owner, '登记方案');
  await expect(owner.getByText('还在等：柳州拾光社会工作服务社')).toBeVisible();
}

async function joinStudy(page: Page): Promise<void> {
  await page.goto('/studies');
  await page.getByRole('link', { name: STUDY }).click();
  await page.getByRole('button', { name: '加入研究' }).click();
  for (const className of CLASSES) {
    const arm = INTERVENTION.some((one) => one === className) ? '干预组' : '对照组';
    const choices = dialogOf(page).getByRole('radiogroup', { name: `${SCHOOL} 七年级${className}` });
    await choices.getByText(arm, { exact: true }).click();
  }
  await submitDialog(page, '保存分组');
}

/** @returns the pupils' links, by name, from the table that is made for the round */
async function openRound(page: Page, wave: '基线' | '后测'): Promise<ReadonlyMap<string, string>> {
  await page.goto('/studies');
  await page.getByRole('link', { name: STUDY }).click();
  await page.getByRole('link', { name: `新建${wave}测评` }).click();
  for (const className of CLASSES) {
    const box = page.getByRole('checkbox', { name: `${SCHOOL} 七年级${className}` });
    await expect(box).toBeChecked();
  }
  await page.getByLabel('名称').fill(`全程演练${wave}`);
  await page.getByLabel('截止日期').fill('2099-12-31');
  await page.getByRole('button', { name: '保存计划' }).click();
  await page.getByRole('button', { name: '开放测评' }).click();
  const links = new Map<string, string>();
  await page.getByRole('button', { name: '生成全部班级的二维码' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载表格（.csv）' }).click();
  const sheet = await readFile(await (await download).path(), 'utf8');
  await expect(dialogOf(page)).toBeHidden();
  for (const line of sheet.split('\n')) {
    const pupil = pupils.find(({ name }) => line.includes(name));
    const [link] = /http[^"]+\/a\/#[\w-]+/.exec(line) ?? [];
    if (pupil !== undefined && link !== undefined) links.set(pupil.name, link);
  }
  expect(links.size).toBe(pupils.length);
  return links;
}

async function answer(page: Page, pupil: Pupil, link: string, wave: 'baseline' | 'post'): Promise<void> {
  const token = link.split('#')[1] ?? '';
  const form = await page.request.post('/api/v1/answer-forms', { data: { invitationToken: token } });
  expect(form.ok()).toBe(true);
  const hardest = wave === 'baseline' && pupil.name === HURT ? ['being_hurt'] : ['academic_pressure'];
  const parts: [string, object][] = [
    ['growth-check@1', growthAnswers(pupil, wave)],
    ['hardest-now@1', { hardest }],
  ];
  for (const [instrumentId, answers] of parts) {
    const answered = await page.request.post('/api/v1/responses', {
      data: {
        id: crypto.randomUUID(),
        instrumentId,
        invitationToken: token,
        answers,
        answeredAt: new Date().toISOString(),
      },
    });
    expect(answered.status(), await answered.text()).toBe(201);
  }
}

/** As phones answer: a few at once. */
async function answerAll(
  page: Page,
  links: ReadonlyMap<string, string>,
  wave: 'baseline' | 'post',
): Promise<void> {
  const waiting = pupils.values();
  const phone = async () => {
    for (const pupil of waiting) await answer(page, pupil, links.get(pupil.name) ?? '', wave);
  };
  await Promise.all(Array.from({ length: 6 }, phone));
}

async function takeAlertAndOpenCase(page: Page): Promise<void> {
  await page.goto('/');
  const alert = page.getByRole('listitem').filter({ hasText: HURT }).first();
  await alert.getByRole('button', { name: '我来处理' }).click();
  await expect(alert.getByRole('button', { name: '我来处理' })).toBeHidden();
  await page.goto(`/clients?q=${encodeURIComponent(HURT)}`);
  await page.getByRole('link', { name: HURT }).first().click();
  await expect(page.getByRole('heading', { name: '测评结果' })).toBeVisible();
  await page.getByRole('button', { name: '接案' }).click();
  await expect(page.getByRole('heading', { name: '服务过程' })).toBeVisible();
  await takePicture(page, 'case');
}

async function deliverFirstSession(page: Page): Promise<void> {
  await page.goto('/groups/new');
  await page.getByLabel('名称').fill('全程演练小组');
  await choose(page, '站点', '龙潭中学社工站');
  await page.getByText('全班', { exact: true }).click();
  for (const className of INTERVENTION) {
    const chosen = `${SCHOOL} 七年级${className}`;
    await page.getByRole('combobox', { name: /加入的班级/ }).fill(chosen);
    await page.getByTitle(chosen, { exact: true }).last().click();
  }
  await page.getByRole('button', { name: '建立小组' }).click();
  await page.getByRole('button', { name: '记录' }).first().click();
  await dialogOf(page).getByRole('button', { name: '其余都到了' }).click();
  for (const point of await dialogOf(page).getByRole('checkbox').all()) await point.check();
  await submitDialog(page, '保存');
  await expect(page.getByText(/24 \/ 24 人到/)).toBeVisible();
  await expect(page.getByText('要点完成率 100%')).toBeVisible();
}

async function closeRound(page: Page, wave: '基线' | '后测'): Promise<void> {
  await page.goto('/measures');
  await page.getByRole('link', { name: `全程演练${wave}` }).click();
  await page.getByRole('button', { name: '结束测评' }).click();
  await submitDialog(page, '结束测评');
  await expect(page.getByRole('button', { name: '结束测评' })).toBeHidden();
}

test('from a roster file to the study page, without touching the database but for three days to pass', async ({
  browser,
  page,
}) => {
  test.setTimeout(240_000);
  const owner = await pageOf(browser, 'manager.alliance');
  await beSignedIn(page, 'supervisor.liuzhou');
  await page.goto('/');
  await settled(page);
  await takePicture(page, 'today');
  await importRoster(page);
  for (const className of CLASSES) await recordConsents(page, className);
  await registerStudy(owner);
  await joinStudy(page);

  const links = await openRound(page, '基线');
  await answerAll(page, links, 'baseline');
  await page.reload();
  await expect(page.getByRole('row', { name: /9班.*100%/ })).toBeVisible();
  // the one pupil who is being hurt is too few to show
  await expect(page.getByText('少于 10').first()).toBeVisible();
  await takePicture(page, 'round');
  await takeAlertAndOpenCase(page);
  await deliverFirstSession(page);

  await answerAll(page, await openRound(page, '后测'), 'post');
  await closeRound(page, '基线');
  await closeRound(page, '后测');
  await page.goto('/studies');
  await page.getByRole('link', { name: STUDY }).click();
  await expect(page.getByText(/^干预组比对照组高 0\.\d+ 分（95% 区间 .+ 到 .+）/)).toBeVisible();
  await expect(page.getByRole('row', { name: '两次都有，纳入分析 24 24' })).toBeVisible();
  await expect(page.getByText(/没有网络的手机还可能送来按时填好的答卷/)).toBeVisible();
  await expect(page.getByRole('button', { name: '提交汇总数据' })).toBeHidden();
  await letArrive('全程演练');
  await page.reload();
  await page.getByRole('button', { name: '提交汇总数据' }).click();
  await submitDialog(page, '提交汇总数据');
  await expect(page.getByText(/汇总已于 .+ 交给发起机构/)).toBeVisible();

  await owner.reload();
  await expect(owner.getByText('各机构的汇总都已收到。')).toBeVisible();
  await expect(owner.getByText(/^干预组比对照组高 0\.\d+ 分/)).toBeVisible();
  await expect(owner.getByText(HURT)).toHaveCount(0);
});
