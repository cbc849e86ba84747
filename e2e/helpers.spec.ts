import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { beSignedIn, dialogOf, haveCase, pageOf, submitDialog, test } from './journey.ts';
import { haveVolunteer } from './volunteer.ts';

/** As it is found while one types. */
async function chooseHelper(page: Page, name: string): Promise<void> {
  const field = dialogOf(page).getByRole('combobox', { name: '志愿者' });
  await field.click();
  await field.fill(name);
  await page
    .getByTitle(new RegExp(`^${name} · `))
    .last()
    .click();
}

test('a worker says that a volunteer helped at a contact; a coordinator sees what was missing and approves the hours; taken out, they go', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const coordinator = await pageOf(browser, 'coordinator.liuzhou');
  const volunteer = await haveVolunteer(coordinator);
  await beSignedIn(page, 'worker.liuzhou');
  const { id: caseId, name: client } = await haveCase(page);
  await page.goto(`/cases/${caseId}`);
  await page.getByRole('button', { name: '记录服务', exact: true }).first().click();
  await dialogOf(page).getByText('家访', { exact: true }).click();
  await dialogOf(page).getByRole('button', { name: '添加一位志愿者' }).click();
  await chooseHelper(page, volunteer.name);
  await expect(dialogOf(page).getByText(/那天没有有效的未成年人工作审查/)).toBeVisible();
  await expectAccessible(page, 'a contact with a volunteer who helped');
  await submitDialog(page, '保存');
  const helped = page.getByRole('listitem').filter({ hasText: volunteer.name });
  await expect(helped.first()).toBeVisible();

  await coordinator.goto('/service-dues');
  const due = coordinator.getByRole('listitem').filter({ hasText: volunteer.name });
  await expect(due.getByText('协助个案服务')).toBeVisible();
  await expect(due.getByText('那天还缺：未成年人工作审查')).toBeVisible();
  await expect(due).not.toContainText(client);
  await due.getByRole('button', { name: /^通过：/ }).click();
  await expect(due).toHaveCount(0);

  await page.getByRole('button', { name: `没有来：${volunteer.name}` }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /确\s*定/ })
    .click();
  await expect(page.getByText('已改', { exact: true })).toBeVisible();
  await coordinator.reload();
  await expect(due.getByText(/说这位志愿者其实没有来协助/)).toBeVisible();
  await due.getByRole('button', { name: /^通过：/ }).click();
  await expect(due).toHaveCount(0);
  await coordinator.goto(`/volunteers/${volunteer.id}`);
  await expect(coordinator.getByText('已被更正')).toBeVisible();
  await coordinator.context().close();
});
