import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { Refusal } from './door.ts';
import { check, field, formOf, Missing, textOf } from './form.ts';

afterEach(() => {
  document.body.textContent = '';
});

function put(onSubmit: (values: FormData) => Promise<void>): void {
  document.body.append(
    formOf(
      '发送',
      onSubmit,
      field({ name: 'name', label: '姓名', value: ' 陈欣 ' }),
      check('isOfAge', '已满 14 周岁'),
    ),
  );
}
const send = () => page.getByRole('button', { name: '发送' });

test('what was typed is sent without spaces around, once, however often the button is pressed', async () => {
  const sent: (string | boolean)[] = [];
  let answered: () => void = () => undefined;
  const answer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  put((values) => {
    sent.push(textOf(values, 'name'), values.has('isOfAge'));
    return answer;
  });
  await page.getByLabelText('已满 14 周岁').click();
  await send().click();
  await expect.element(send()).toBeDisabled();
  document.querySelector('form')?.requestSubmit();
  expect(sent).toEqual(['陈欣', true]);
  answered();
  await expect.element(send()).toBeEnabled();
});

test('a refusal stands at its field, which gets the focus, until the next sending', async () => {
  const fields = [{ path: '/name', message: '此项必填。' }];
  let refusal: Refusal | undefined = new Refusal('invalid_request', '请检查', fields);
  put(async () => {
    if (refusal !== undefined) throw refusal;
  });
  await send().click();
  const name = page.getByLabelText('姓名');
  await expect.element(page.getByText('此项必填。')).toBeVisible();
  await expect.element(name).toHaveAttribute('aria-invalid', 'true');
  await expect.element(name).toHaveFocus();
  await expect.element(name).toHaveValue(' 陈欣 ');
  refusal = undefined;
  await send().click();
  await expect.element(name).not.toHaveAttribute('aria-invalid');
});

test.each([
  new Refusal('unreachable', '连不上服务器'),
  new Refusal('invalid_request', '连不上服务器', [{ path: '/elsewhere', message: '别处' }]),
  new Missing('连不上服务器'),
])('what belongs to no field stands above the button: %s', async (problem) => {
  put(async () => {
    throw problem;
  });
  await send().click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('连不上服务器');
});
