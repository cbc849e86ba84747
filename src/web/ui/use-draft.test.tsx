import { Form } from 'antd';
import { expect, test } from 'vitest';
import { show } from './show.tsx';
import { useDraft } from './use-draft.tsx';

interface Said {
  readonly id: string;
  readonly at: string;
}

function SmallForm({ onSend }: { onSend: (said: Said) => void }) {
  const [form] = Form.useForm<object>();
  const draft = useDraft(form, 'small');
  return (
    <Form form={form}>
      <button type="button" onClick={() => onSend({ id: draft.id, at: draft.sentAt })}>
        发送
      </button>
      <button type="button" onClick={draft.keep}>
        记下
      </button>
      <button type="button" onClick={draft.drop}>
        收到
      </button>
    </Form>
  );
}

/** The clock has gone on. */
const later = async () => {
  const before = Date.now();
  await expect.poll(() => Date.now()).toBeGreaterThan(before);
};

test('what is sent again says when it was sent first, until it has arrived, and in the draft too', async () => {
  const sent: Said[] = [];
  const page = await show(<SmallForm onSend={(said) => sent.push(said)} />);
  const press = (name: string) => page.getByRole('button', { name }).click();
  await press('发送');
  await later();
  await press('发送');
  expect(sent[1]).toEqual(sent[0]);
  await press('记下');
  await page.unmount();

  const again = await show(<SmallForm onSend={(said) => sent.push(said)} />);
  await later();
  await again.getByRole('button', { name: '发送' }).click();
  expect(sent[2]).toEqual(sent[0]);
  await again.getByRole('button', { name: '收到' }).click();
  await later();
  await again.getByRole('button', { name: '发送' }).click();
  expect(sent[3]?.id).not.toBe(sent[0]?.id);
  expect(sent[3]?.at).not.toBe(sent[0]?.at);
});
