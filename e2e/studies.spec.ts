import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, choose, dialogOf, pageOf, settled, submitDialog, test } from './journey.ts';
import { takePicture } from './picture.ts';
import { planStudy } from './study-plan.ts';

const DEMO_STUDY = '暖途八周：三地班级对照研究';

test('a study is planned, registered, offered and joined; what was decided later stands beside it', async ({
  browser,
}) => {
  const title = `课程研究${randomInt(1_000_000_000)}`;
  const owner = await pageOf(browser, 'manager.alliance');
  await owner.goto('/studies');
  await owner.getByRole('link', { name: '新建研究' }).click();
  await owner.getByLabel('名称', { exact: true }).fill(title);
  await owner.getByRole('button', { name: '保存方案' }).click();
  await expect(owner.getByText('此项必填').first()).toBeVisible();
  await planStudy(owner, { title, comparison: '等候' });
  await planSize(owner);
  const participants = owner.getByRole('combobox', { name: /参加机构/ });
  await participants.fill('wz-station ');
  await participants.fill('no-such-station ');
  await owner.getByRole('button', { name: '保存方案' }).click();
  await expect(owner.getByRole('alert')).toBeVisible();
  // the form is still there with all that was typed; the code that nobody has goes
  await owner.locator('.ant-select-selection-item-remove').last().click();
  await owner.getByRole('button', { name: '保存方案' }).click();
  await expect(owner.getByRole('heading', { level: 1, name: title })).toBeVisible();

  await owner.getByRole('link', { name: '修改方案' }).click();
  await owner.getByLabel('对照组得到什么', { exact: true }).fill('下学期再上');
  await owner.getByRole('button', { name: '保存方案' }).click();
  await expect(owner.getByText('下学期再上')).toBeVisible();
  await expect(owner.getByText(/每组 12 个班、每班 40 人；差别 0\.30 个标准差/)).toBeVisible();
  await owner.getByRole('button', { name: '登记方案' }).click();
  await submitDialog(owner, '登记方案');
  await expect(owner.getByText(/校验码（SHA-256） [0-9a-f]{64}/)).toBeVisible();
  await expect(owner.getByText('还在等：温州暖途社会工作服务中心')).toBeVisible();
  // the page hears by itself when the job has carried the protocol over
  await expect(owner.getByRole('list', { name: '方案送到哪里了' })).toContainText(
    /温州暖途社会工作服务中心.*送达/,
  );

  const site = await pageOf(browser, 'supervisor.wenzhou');
  await site.goto('/studies');
  await site.getByRole('link', { name: title }).click();
  await site.getByRole('button', { name: '加入研究' }).click();
  const dialog = dialogOf(site);
  const first = dialog.getByRole('radiogroup', { name: '瓯江第一中学 七年级1班' });
  await first.getByText('干预组', { exact: true }).click();
  await dialog.getByRole('radiogroup', { name: '瓯江第一中学 八年级1班' }).getByText('对照组').click();
  await expect(dialog.getByText('干预组 1 个班 · 对照组 1 个班')).toBeVisible();
  await submitDialog(site, '保存分组');
  await expect(site.getByRole('row', { name: /七年级1班 干预组/ })).toBeVisible();
  await expect(site.getByText('还没有为这项研究做的测评')).toBeVisible();
  await expect(site.getByRole('button', { name: '提交汇总数据' })).toBeHidden();

  await owner.getByRole('button', { name: '补充说明' }).click();
  await dialogOf(owner).getByLabel('决定了什么').fill('后测推迟一周');
  await dialogOf(owner).getByLabel('为什么').fill('期中考试');
  await submitDialog(owner, '保存');
  await expect(async () => {
    await site.reload();
    await expect(site.getByText('后测推迟一周')).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
});

/** The number of classes is answered while the assumptions are typed. */
async function planSize(page: Page): Promise<void> {
  for (const [label, value] of [
    ['值得发现的最小差别（标准差）', '0.3'],
    ['每班人数', '40'],
    ['班级相关 ICC', '0.05'],
    ['前后两次分数的相关', '0.5'],
    ['预计流失的比例', '0.1'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(value);
  }
  await expect(page.getByText('六项都填好，才会算出班级数并写进方案。')).toBeVisible();
  await page.getByRole('spinbutton', { name: '把握度' }).fill('0.8');
  await expect(
    page.getByText('每组至少 12 个班（共约 960 人），才有 80% 的把握发现这样的差别。'),
  ).toBeVisible();
  await expect(page.getByRole('table', { name: '班级数和把握度' }).getByRole('row')).toHaveCount(8);
  await expectAccessible(page, 'the plan of a study');
}

test('the owner reads the pooled answer and the forest plot, and only counts that may be told', async ({
  page,
}) => {
  await beSignedIn(page, 'evaluator.alliance');
  await page.goto('/studies');
  await page.getByRole('link', { name: DEMO_STUDY }).click();
  await expect(
    page.getByText(/3 个地区平均，干预组比对照组高 [\d.]+ 分（95% 区间 [\d.]+ 到 [\d.]+）/),
  ).toBeVisible();
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(page.getByText(/^3 个地区平均/)).toBeInViewport();
  const forest = page.getByRole('table', { name: '各地区的差别' });
  await expect(forest).toBeInViewport();
  const heads = await page.getByRole('heading', { level: 3 }).allTextContents();
  expect(heads.slice(0, 4)).toEqual(['主要结果', '各地区的差别', '各地区与平均相差多少', '研究流程与人数']);
  await expect(forest.getByRole('row')).toHaveCount(7);
  await expect(forest.getByRole('row', { name: /柳州/ })).toContainText(/[\d.]+ \(?[\d.]+\u00a0到 [\d.]+/);
  await expect(page.getByText('人数过少，不显示').first()).toBeVisible();
  await expect(page.getByRole('table', { name: '地区两两比较' }).getByRole('row')).toHaveCount(4);
  const versions = page.getByRole('table', { name: '用了哪个版本，哪个效果更好' });
  await expect(versions.getByRole('row', { name: /柳州拾光社会工作服务社改编.*柳州市.*\d+%/ })).toBeVisible();
  await expect(page.getByText(/差别也可能来自地区而不是版本/)).toBeVisible();
  await expect(page.getByRole('heading', { name: '本机构的结果' })).toBeHidden();
});

test('a participant reads its own results, in the order of a paper', async ({ page }) => {
  await beSignedIn(page, 'supervisor.zhengzhou');
  await page.goto('/studies');
  await page.getByRole('link', { name: DEMO_STUDY }).click();
  await expect(page.getByText('两次都有，纳入分析')).toBeVisible();
  await settled(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(page.getByText(/^干预组比对照组(高|低) [\d.]+ 分/)).toBeInViewport();
  await expect(page.getByRole('table', { name: '主要结果的图' })).toBeInViewport();
  await expect(page.getByText(/Hedges g/)).toContainText('除以组内变化的标准差');
  await takePicture(page, 'study');
  const heads = await page.getByRole('heading', { level: 3 }).allTextContents();
  expect(heads.slice(0, 9)).toEqual([
    '主要结果',
    '研究流程与人数',
    '开始时两组是否相像',
    '两次测评的平均分',
    '失访者',
    '多少人有可靠的变化',
    '次要指标',
    '来得多、做得全的，是不是更好（探索）',
    '学生觉得最难的事',
  ]);
  await expect(page.getByRole('table', { name: '学生觉得最难的事' }).getByRole('row').nth(1)).toContainText(
    '学习和考试的压力',
  );
  await expect(page.getByRole('heading', { name: '各地合并的结果' })).toBeHidden();
});

test('the report of a study is a page, a Word document, a PDF, and what runs it again', async ({ page }) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  await page.goto('/studies');
  await page.getByRole('link', { name: DEMO_STUDY }).click();
  await page.getByRole('button', { name: '报告' }).click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('menuitem', { name: '网页' }).click();
  const report = await opened;
  await expect(report.getByRole('heading', { level: 1 })).toHaveText(DEMO_STUDY);
  await expect(report.getByText(/干预组比对照组高 [\d.]+ 分/)).toBeVisible();
  await expect(report.getByText('合成数据')).toBeVisible();
  await expect(report.getByRole('img', { name: '图：次要指标的差别' })).toBeVisible();
  await expectAccessible(report, 'the report');
  for (const [item, end, start] of [
    ['Word 文档', 'docx', 'PK'],
    ['PDF', 'pdf', '%PDF'],
    ['重算数据（JSON）', 'json', '{'],
  ] as const) {
    await page.getByRole('button', { name: '报告' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(new RegExp(`\\.${end}$`));
    expect((await readFile(await file.path())).subarray(0, start.length).toString()).toBe(start);
  }
});

test('what interviews said is written down, and stands in the report; nothing typed is lost', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.zhengzhou');
  await page.goto('/studies');
  await page.getByRole('link', { name: DEMO_STUDY }).click();
  await page.getByRole('link', { name: '记下访谈' }).click();
  await page.getByLabel('一共访谈了几次').fill('6');
  await page.getByLabel('访谈了谁').fill('学生 6 人');
  await page.getByLabel('怎么访谈').fill('按提纲各谈二十分钟');
  const theme = page.locator('.ui-entry').first();
  await theme.getByLabel('主题', { exact: true }).fill('愿意找人说');
  await theme.getByLabel('几次访谈里提到').fill('9');
  await theme.getByRole('button', { name: '添加一句原话' }).click();
  await theme.getByRole('textbox', { name: '原话' }).fill('现在知道可以去找谁');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(theme.locator('.ant-form-item-explain-error')).toBeVisible();
  await theme.getByLabel('谁说的（身份）').fill('八年级学生');
  await page.getByRole('button', { name: '保存' }).click();
  // more than there were: said at the field, and all that was typed is still there
  await expect(theme.locator('.ant-form-item-explain-error')).toContainText('6');
  await expect(theme.getByRole('textbox', { name: '原话' })).toHaveValue('现在知道可以去找谁');
  await expectAccessible(page, 'the form of interviews');
  await theme.getByLabel('几次访谈里提到').fill('5');
  await page.getByRole('button', { name: '保存' }).click();
  const themes = page.getByRole('region', { name: '访谈主题' });
  await expect(themes.getByRole('heading', { name: '愿意找人说' })).toContainText('6 次访谈中 5 次提到');
  await expect(themes.getByText('现在知道可以去找谁')).toBeVisible();
  await page.getByRole('button', { name: '报告' }).click();
  const opened = page.waitForEvent('popup');
  await page.getByRole('menuitem', { name: '网页' }).click();
  await expect((await opened).getByText('愿意找人说：“现在知道可以去找谁”（八年级学生）')).toBeVisible();
});

test('letters that no font draws are said before a PDF is saved, with the way to a file that has them', async ({
  page,
}) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  await page.goto('/studies');
  await page.getByRole('link', { name: DEMO_STUDY }).click();
  await page.getByRole('link', { name: '记下访谈' }).click();
  await page.getByLabel('一共访谈了几次').fill('6');
  await page.getByLabel('访谈了谁').fill('学生 6 人，其中一人写的是 ᠮᠣᠩᠭᠣᠯ');
  await page.getByLabel('怎么访谈').fill('按提纲各谈二十分钟');
  const theme = page.locator('.ui-entry').first();
  await theme.getByLabel('主题', { exact: true }).fill('愿意找人说');
  await theme.getByLabel('几次访谈里提到').fill('5');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('region', { name: '访谈主题' })).toBeVisible();
  const choose = async (format: string) => {
    await page.getByRole('button', { name: '报告' }).click();
    await page.getByRole('menuitem', { name: format }).click();
  };
  await choose('PDF');
  const said = page.getByRole('dialog', { name: '有 5 个字无法画出' });
  await expect(said.getByText('ᠮ (U+182E)')).toBeVisible();
  await expectAccessible(page, 'letters that cannot be drawn');
  const pdf = page.waitForEvent('download');
  await said.getByRole('button', { name: '仍然保存' }).click();
  expect((await pdf).suggestedFilename()).toMatch(/\.pdf$/);
  await expect(said).toBeHidden();
  await choose('PDF');
  const word = page.waitForEvent('download');
  await said.getByRole('button', { name: '改存 Word 文档' }).click();
  expect((await word).suggestedFilename()).toMatch(/\.docx$/);
});

test('a supervisor sees how well a questionnaire measured here, and nobody’s answers', async ({ page }) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  await page.goto('/measures');
  await page.getByRole('link', { name: '量表质量' }).click();
  // a thousand answers are opened for it, beside whatever else goes on
  await expect(page.getByText(/^\d{3} 人作答/)).toBeVisible({ timeout: 30_000 });
  const total = page.getByRole('region', { name: '总平均分' });
  await expect(total.getByRole('row', { name: /α 系数/ })).toContainText(
    /0\.\d\d \(0\.\d\d\u00a0到 0\.\d\d\)/,
  );
  await expect(total.getByRole('row', { name: /重测信度/ })).toContainText(
    /0\.\d\d \(0\.\d\d\u00a0到 0\.\d\d\)/,
  );
  await expect(total.getByRole('table', { name: '各题' }).getByRole('row').nth(1)).toContainText(/0\.\d\d/);
  await expectAccessible(page, 'the quality of a questionnaire');
  await choose(page, '问卷', '近两周心情问卷（PHQ-9）');
  await expect(page.getByText('少于 50 人时不给信度', { exact: false })).toBeVisible();
});

test('who has no part in studies is not shown them', async ({ page }) => {
  await beSignedIn(page, 'worker.wenzhou');
  await page.goto('/');
  await expect(page.getByRole('link', { name: '个案' }).first()).toBeVisible();
  await expect(page.getByRole('link', { name: '成效' })).toHaveCount(0);
  await page.goto('/studies');
  await expect(page.getByRole('alert')).toBeVisible();
});
