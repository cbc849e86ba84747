import { expect, type Page } from '@playwright/test';
import {
  beSignedIn,
  choose,
  clockTime,
  dialogOf,
  haveCase,
  haveClient,
  haveColleague,
  pageOf,
  submitDialog,
  test,
} from './journey.ts';
import { takePicture } from './picture.ts';

test('a referral becomes a case, and the case goes through plan and encounter to its review', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  const client = await haveClient(page, { birthDate: '2009-03-04' });
  await page.goto(`/clients/${client.id}`);
  await page.getByRole('button', { name: '转介', exact: true }).click();
  await dialogOf(page).getByText('老师').click();
  await dialogOf(page).getByText('尽快').click();
  await dialogOf(page).getByLabel('原因').fill('近来常独自留在教室');
  await submitDialog(page, '转介');

  const context = await browser.newContext();
  const supervisor = await context.newPage();
  await beSignedIn(supervisor, 'supervisor.wenzhou');
  await supervisor.goto('/cases?view=referrals');
  const referral = supervisor.getByRole('listitem').filter({ hasText: client.name });
  await expect(referral).toContainText('尽快');
  await referral.getByRole('button', { name: /^接案：/ }).click();
  await choose(dialogOf(supervisor), '交给哪位社工', '陈晓岚');
  await submitDialog(supervisor, '接案');
  await expect(supervisor.getByRole('heading', { name: '接下来' })).toBeVisible();
  const address = new URL(supervisor.url()).pathname;
  await context.close();

  await page.goto(address);
  // without consent the way on says what it needs, and leads there
  await expect(page.getByRole('button', { name: '开始预估' })).toBeDisabled();
  await page.getByRole('link', { name: '取得服务同意' }).click();
  await page.getByRole('button', { name: '记录同意：接受服务' }).click();
  // nothing that a person decides is decided beforehand
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(page).getByText('此项必填')).toHaveCount(2);
  await dialogOf(page).getByText('本人', { exact: true }).click();
  await dialogOf(page).getByText('签字表格').click();
  await submitDialog(page, '保存');
  await page.goto(address);
  // the form of a stage opens with it
  await page.getByRole('button', { name: '开始预估' }).click();
  await dialogOf(page).getByText('中', { exact: true }).click();
  await dialogOf(page).getByLabel('内容').fill('外婆支持');
  await submitDialog(page, '保存');
  await expect(page.getByText('风险：中').first()).toBeVisible();
  await page.getByRole('button', { name: '制定计划' }).click();
  await dialogOf(page).getByLabel('服务目标').fill('放学后有地方去');
  await dialogOf(page).getByLabel('内容').fill('每周三次');
  await submitDialog(page, '保存');
  await page.getByRole('button', { name: '开始介入' }).click();
  await page.getByRole('button', { name: '记录服务' }).click();
  // no minutes are taken unseen: the usual ones of the kind are said to be that, until somebody types
  await expect(dialogOf(page).getByLabel('时长（分钟）')).toHaveValue('');
  await dialogOf(page).getByText('陪同').click();
  await expect(dialogOf(page).getByLabel('时长（分钟）')).toHaveValue('');
  await dialogOf(page).getByText('线上/微信').click();
  await expect(dialogOf(page).getByText('这是该方式的常用时长')).toBeVisible();
  await dialogOf(page).getByText('家访').click();
  await expect(dialogOf(page).getByLabel('时长（分钟）')).toHaveValue('60');
  await dialogOf(page).getByLabel('时长（分钟）').fill('80');
  await dialogOf(page).getByText('电话', { exact: true }).click();
  await expect(dialogOf(page).getByLabel('时长（分钟）')).toHaveValue('80');
  await dialogOf(page).getByText('家访').click();
  await dialogOf(page).getByLabel('过程记录').fill('外婆愿意接送');
  await dialogOf(page).getByLabel('下一步 (选填)').fill('周四给班主任打电话');
  await dialogOf(page).getByLabel('下一步的日期').fill(clockTime(new Date()).slice(0, 10));
  await submitDialog(page, '保存');
  await expect(page.getByText('外婆愿意接送')).toBeVisible();
  // what comes next stands in the header and on today's page, until it is ticked
  await expect(page.getByText('今天：周四给班主任打电话')).toBeVisible();
  await page.goto('/');
  const step = page
    .getByRole('region', { name: '下一步' })
    .getByRole('listitem')
    .filter({ hasText: client.name });
  await expect(step).toContainText('周四给班主任打电话');
  await step.getByRole('button', { name: `${client.name}：下一步已完成` }).click();
  await expect(step).toHaveCount(0);
  await page.goto(address);
  await expect(page.getByRole('listitem').filter({ hasText: '已完成的下一步' })).toContainText(
    '周四给班主任打电话',
  );
  await page.getByRole('button', { name: '阶段评估', exact: true }).click();
  // each goal is judged, and none beforehand
  await expect(dialogOf(page).getByText('放学后有地方去')).toBeVisible();
  await dialogOf(page).getByLabel('内容').fill('外婆每天接送');
  await dialogOf(page).getByRole('button', { name: '保存' }).click();
  await expect(dialogOf(page).getByText('此项必填')).toBeVisible();
  await dialogOf(page).getByText('部分达成').click();
  await submitDialog(page, '保存');
  await expect(page.getByText('从“介入”进入“阶段评估”')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: '放学后有地方去' }).first()).toContainText(
    '部分达成',
  );
  await expect(page.getByRole('button', { name: '继续介入' })).toHaveClass(/primary/);
  // what was assessed in the case stands on the person's own page too
  await page.getByRole('heading', { level: 1 }).getByRole('link').click();
  await expect(page.getByRole('heading', { name: '知情同意' })).toBeVisible();
  await expect(page.getByText('风险：中').first()).toBeVisible();
});

test('a report is filed for a pupil without a case, its clock runs wherever the pupil is met, and it ends with the report', async ({
  page,
}) => {
  await beSignedIn(page, 'worker.zhengzhou');
  const { id, name } = await haveClient(page, { workerIds: [] });
  await page.goto(`/clients/${id}`);
  await page.getByRole('button', { name: '强制报告' }).click();
  await dialogOf(page).getByLabel('发现的情况').fill('手臂有瘀青');
  await dialogOf(page).getByText('还没报告，先开始计时').click();
  await submitDialog(page, '保存报告记录');
  await expect(page.getByText('强制报告尚未完成')).toBeVisible();
  await expect(page.getByText(/请在 .* 内报告/)).toBeVisible();
  // nobody serves the pupil yet: whoever meets them opens the case and is responsible
  await page.getByRole('button', { name: '接案' }).click();
  await expect(page.getByRole('heading', { name: '接下来' })).toBeVisible();
  await expect(page.getByText('强制报告尚未完成')).toBeVisible();

  await page.goto('/');
  const alert = page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: '强制报告未完成' });
  await expect(alert).toContainText('还剩');
  await alert.getByRole('button', { name: '我来处理' }).click();
  await expect(alert).toContainText('已由您接手');

  await page.goto(`/clients/${id}`);
  await page.getByRole('button', { name: '登记已报告' }).first().click();
  await dialogOf(page).getByLabel('报告时间').fill(clockTime(new Date()));
  await dialogOf(page).getByLabel('报告给谁').fill('城东派出所');
  await submitDialog(page, '保存报告记录');
  await expect(page.getByText('强制报告尚未完成')).toHaveCount(0);
  await expect(page.getByText('报告给：城东派出所')).toBeVisible();
  await page.getByRole('button', { name: '补充或更正' }).click();
  await dialogOf(page).getByLabel('回执编号').fill('0012');
  await submitDialog(page, '保存报告记录');
  await expect(page.getByText('回执：0012')).toBeVisible();
  await expect(page.getByText('修改过 2 次')).toBeVisible();
  await page.goto('/');
  await expect(alert).toHaveCount(0);
});

test('an urgent referral is one alert with its words: counted on every page, taken, handed over, taken over', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'worker.liuzhou');
  const { id, name } = await haveClient(page, { workerIds: [] });
  for (const reason of ['说不想来上学了', '今天又哭了']) {
    await page.request.post('/api/v1/referrals', {
      data: { clientId: id, source: 'teacher', urgency: 'urgent', reason },
    });
  }
  await page.goto('/clients');
  await expect(page).toHaveTitle(/^\(\d+\) 暖途$/);
  await page.getByRole('link', { name: /预警 \d+ 条待处理/ }).click();
  const alert = page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: '紧急转介' });
  await expect(alert).toHaveCount(1);
  await expect(alert).toContainText('说不想来上学了');
  await expect(alert).toContainText('又来过 1 次');
  await alert.getByRole('button', { name: '我来处理' }).click();
  await alert.getByRole('button', { name: /^移交：/ }).click();
  await choose(dialogOf(page), '移交给谁（在岗的同事）', '覃文');
  await dialogOf(page).getByLabel('交代什么').fill('孩子在心理室');
  await submitDialog(page, '移交');
  await expect(alert).toContainText('覃文 正在处理');
  await alert.getByRole('button', { name: '经过' }).click();
  await expect(dialogOf(page)).toContainText('孩子在心理室');

  const supervisor = await pageOf(browser, 'supervisor.liuzhou');
  await supervisor.goto(`/clients/${id}`);
  // wherever the person is met
  const met = supervisor.getByRole('region', { name: '待处理的预警' });
  await expect(met).toContainText('已由您接手');
  await met.getByRole('button', { name: '填写处理结果' }).click();
  await dialogOf(supervisor).getByText('已确认安全').click();
  await dialogOf(supervisor).getByLabel('说明').fill('已和孩子谈过');
  await submitDialog(supervisor, '保存');
  await expect(met).toHaveCount(0);
  await page.goto('/cases?view=alerts');
  await page.getByText('已处理', { exact: true }).click();
  await expect(alert).toContainText('处理完毕');
  await expect(alert).not.toContainText('正在处理');
  // two referrals still wait for a decision; the case begins with the words
  const referral = supervisor.getByRole('listitem').filter({ hasText: '今天又哭了' });
  await referral.getByRole('button', { name: /^接案：/ }).click();
  await choose(dialogOf(supervisor), '交给哪位社工', '韦小燕');
  await submitDialog(supervisor, '接案');
  await expect(supervisor.getByRole('heading', { name: '转介：老师' })).toBeVisible();
  await expect(supervisor.getByText('今天又哭了')).toBeVisible();
});

test('whoever is away says so, and their alerts are free again', async ({ browser }) => {
  const page = (await haveColleague(browser, 'worker')).page;
  const { id, name } = await haveClient(page);
  await page.request.post('/api/v1/referrals', {
    data: { clientId: id, source: 'guardian', urgency: 'urgent', reason: '离家一夜未归' },
  });
  await page.goto('/cases?view=alerts');
  const alert = page.getByRole('listitem').filter({ hasText: name });
  await alert.getByRole('button', { name: '我来处理' }).click();
  await expect(alert).toContainText('已由您接手');
  await page.getByRole('button', { name: '不在岗' }).click();
  await dialogOf(page)
    .getByLabel('到什么时候')
    .fill(clockTime(new Date(Date.now() + 3_600_000)));
  await submitDialog(page, '保存');
  await expect(alert).toContainText('还没有人处理');
  const supervisor = await pageOf(browser, 'supervisor.wenzhou');
  await supervisor.goto(`/clients/${id}`);
  await expect(supervisor.getByRole('region', { name: '待处理的预警' })).toContainText('正在请您接手');
  await page.getByRole('button', { name: '回来了' }).click();
  await expect(page.getByRole('button', { name: '不在岗' })).toBeVisible();
});

test('a referral is declined with a reason', async ({ page }) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  const client = await haveClient(page);
  await page.request.post('/api/v1/referrals', {
    data: { clientId: client.id, source: 'guardian', urgency: 'routine', reason: '想了解服务' },
  });
  await page.goto('/cases?view=referrals');
  const referral = page.getByRole('listitem').filter({ hasText: client.name });
  await referral.getByRole('button', { name: '不予接案' }).click();
  await dialogOf(page).getByText('不属于服务范围').click();
  await submitDialog(page, '不予接案');
  await expect(referral).toHaveCount(0);
  await page.getByText('未接案').click();
  await expect(referral).toContainText('不属于服务范围');
});

test('withdrawal asks for the reason and ends the case; it can be reopened', async ({ page }) => {
  await beSignedIn(page, 'supervisor.liuzhou');
  const { id } = await haveCase(page);
  await page.goto(`/cases/${id}`);
  await page.getByRole('button', { name: '服务对象退出服务' }).click();
  await dialogOf(page).getByLabel('原因').fill('搬家');
  await submitDialog(page, '服务对象退出服务');
  await expect(page.getByText('原因：搬家')).toBeVisible();
  await expect(page.getByRole('button', { name: '重新接案' })).toBeEnabled();
});

test('a teacher refers a pupil without seeing a record, and the station takes it up', async ({
  browser,
  page,
}) => {
  await beSignedIn(page, 'supervisor.wenzhou');
  const { items } = await (await page.request.get('/api/v1/classes')).json();
  const classes = items as { id: string; siteId: string; parentId: string | null; name: string }[];
  // journeys beside this one import classes of the same name
  const school = classes.find(({ name }) => name === '瓯江第一中学');
  const pupils = classes.find(({ parentId, name }) => parentId === school?.id && name === '七年级1班');
  const { name } = await haveClient(page, { classId: pupils?.id, siteId: pupils?.siteId });

  const teacher = await pageOf(browser, 'teacher.wenzhou');
  await teacher.goto('/');
  await teacher.getByRole('link', { name: '转介学生' }).first().click();
  await choose(teacher, '班级', '瓯江第一中学 七年级1班');
  await teacher.getByLabel('学生姓名').fill('没有这个人');
  await teacher.getByLabel('原因').fill('上课常趴着，不愿说话');
  await teacher.getByText('尽快', { exact: true }).click();
  await teacher.getByRole('button', { name: '提交' }).click();
  await expect(teacher.getByText('这个班里没有叫这个名字的学生').first()).toBeVisible();
  await teacher.getByLabel('学生姓名').fill(name);
  await teacher.getByRole('button', { name: '提交' }).click();
  const own = teacher.getByRole('listitem').filter({ hasText: name });
  await expect(own).toContainText('社工已收到');
  await takePicture(teacher, 'refer-pupil');

  await page.goto('/cases?view=referrals');
  const referral = page.getByRole('listitem').filter({ hasText: name });
  await expect(referral).toContainText('上课常趴着');
  await referral.getByRole('button', { name: '不予接案' }).click();
  await dialogOf(page).getByText('目前没有人手').click();
  await submitDialog(page, '不予接案');
  await teacher.reload();
  await expect(own).toContainText('社工已看过');
});

test('minutes of an encounter and words of a record are corrected, and the supervisor sees both versions', async ({
  page,
  browser,
}) => {
  await beSignedIn(page, 'worker.wenzhou');
  const { id } = await haveCase(page);
  const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
  const encounter = { caseId: id, kind: 'phone', occurredAt, minutes: 45, note: '和爸爸谈了睡眠' };
  await page.request.post('/api/v1/encounters', { data: encounter });
  const intake = { kind: 'intake', occurredAt, text: '爸爸陪同来站' };
  await page.request.post(`/api/v1/cases/${id}/records`, { data: intake });
  await page.goto(`/cases/${id}`);
  const entryOf = (at: Page, text: string) => at.getByRole('listitem').filter({ hasText: text });
  await entryOf(page, '和爸爸谈了睡眠')
    .getByRole('button', { name: /^更正：/ })
    .click();
  await dialogOf(page).getByLabel('时长（分钟）').fill('15');
  await dialogOf(page).getByRole('button', { name: '保存更正' }).click();
  await expect(dialogOf(page).getByText('此项必填')).toBeVisible();
  await dialogOf(page).getByLabel('为什么更正').fill('看错了表');
  await submitDialog(page, '保存更正');
  await expect(entryOf(page, '和爸爸谈了睡眠')).toContainText('已更正');
  await expect(entryOf(page, '和爸爸谈了睡眠')).toContainText('15 分钟');

  // a colleague is quicker: what was typed stays, beside what stands there now
  await entryOf(page, '爸爸陪同来站')
    .getByRole('button', { name: /^更正：/ })
    .click();
  await dialogOf(page).getByLabel('内容').fill('外婆陪同来站');
  await dialogOf(page).getByLabel('为什么更正').fill('写错了人');
  const supervisor = await pageOf(browser, 'supervisor.wenzhou');
  await supervisor.goto(`/cases/${id}`);
  await entryOf(supervisor, '爸爸陪同来站')
    .getByRole('button', { name: /^更正：/ })
    .click();
  await dialogOf(supervisor).getByLabel('内容').fill('妈妈陪同来站');
  await dialogOf(supervisor).getByLabel('为什么更正').fill('妈妈来电话说明');
  await submitDialog(supervisor, '保存更正');
  await dialogOf(page).getByRole('button', { name: '保存更正' }).click();
  const conflict = dialogOf(page).getByRole('alert').filter({ hasText: '刚刚更正了这条记录' });
  await expect(conflict).toContainText('妈妈陪同来站');
  await expect(dialogOf(page).getByLabel('内容')).toHaveValue('外婆陪同来站');
  await conflict.getByRole('button', { name: '已对照，保存我的更正' }).click();
  await expect(dialogOf(page)).toBeHidden();

  await supervisor.reload();
  const corrected = entryOf(supervisor, '外婆陪同来站').first();
  await corrected.getByText('更正过 2 次').click();
  for (const words of ['写错了人', '妈妈陪同来站', '妈妈来电话说明', '爸爸陪同来站'])
    await expect(corrected).toContainText(words);
  await entryOf(supervisor, '和爸爸谈了睡眠').first().getByText('更正过 1 次').click();
  await expect(entryOf(supervisor, '看错了表').first()).toContainText('45');
});
