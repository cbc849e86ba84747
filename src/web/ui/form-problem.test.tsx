import { Form, Input } from 'antd';
import { expect, test } from 'vitest';
import { Problem } from '../base/problem.ts';
import { show } from './show.tsx';
import { FormProblem, markFields } from './form-problem.tsx';

function NameForm({ problem }: { problem: Problem }) {
  const [form] = Form.useForm();
  return (
    <Form form={form} initialValues={{ name: '陈欣', goals: [{ text: '' }] }}>
      <Form.Item name="name" label="姓名">
        <Input />
      </Form.Item>
      <Form.Item name={['goals', 0, 'text']} label="目标">
        <Input />
      </Form.Item>
      <FormProblem error={problem} />
      <button type="button" onClick={() => markFields(form, problem)}>
        保存
      </button>
    </Form>
  );
}

test('the server’s words stand at the fields they are about, also within a list; what was typed stays', async () => {
  const fields = [
    { field: 'goals/0/text', message: '请写下目标。' },
    { field: 'elsewhere', message: '别处' },
  ];
  const problem = new Problem({ code: 'invalid_request', title: '提交的内容有误', fields });
  const screen = await show(<NameForm problem={problem} />);
  await screen.getByRole('button', { name: '保存' }).click();
  await expect.element(screen.getByText('请写下目标。')).toBeVisible();
  await expect.element(screen.getByLabelText('目标')).toHaveFocus();
  await expect.element(screen.getByLabelText('姓名')).toHaveValue('陈欣');
  expect(screen.container.textContent).not.toContain('别处');
  await expect.element(screen.getByRole('alert').first()).toHaveTextContent('提交的内容有误');
});

test('a session that ended is said by the sign-in over the page, not by the form', async () => {
  const ended = new Problem({ title: '请重新登录', code: 'not_signed_in' });
  const screen = await show(<FormProblem error={ended} />);
  expect(screen.container.textContent).toBe('');
});
