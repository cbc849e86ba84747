import { Form } from 'antd';
import { useState } from 'react';
import { expect, onTestFinished, test } from 'vitest';
import { CreateClient } from '../../contract/clients.ts';
import type { CallInput } from '../base/api.ts';
import { show } from './show.tsx';
import { useDraft } from './use-draft.tsx';

interface Said {
  readonly id: string;
  readonly at: string;
}

function SmallForm({ onSend }: { onSend: (said: Said) => void }) {
  const [form] = Form.useForm<object>();
  const draft = useDraft(form, 'small');
  const [isRefused, setRefused] = useState(false);
  return (
    <Form form={form}>
      <button type="button" onClick={() => onSend({ id: draft.id, at: draft.sentAt })}>
        发送
      </button>
      <button
        type="button"
        onClick={() => {
          onSend({ id: draft.id, at: draft.sentAt });
          const input = { body: { name: '陈欣' } } as CallInput<typeof CreateClient>;
          draft.send(CreateClient, input).catch(() => setRefused(true));
        }}
      >
        寄出
      </button>
      {isRefused && <output>未收下</output>}
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

test('what was refused is sent for the first time when it is sent again, under the same id', async () => {
  const { fetch } = globalThis;
  onTestFinished(() => {
    globalThis.fetch = fetch;
  });
  const refusal = JSON.stringify({ code: 'invalid_request', title: '请检查' });
  globalThis.fetch = async () => new Response(refusal, { status: 400 });
  const sent: Said[] = [];
  const page = await show(<SmallForm onSend={(said) => sent.push(said)} />);
  await page.getByRole('button', { name: '记下' }).click();
  await page.getByRole('button', { name: '寄出' }).click();
  await expect.element(page.getByText('未收下')).toBeVisible();
  await later();
  await page.getByRole('button', { name: '发送' }).click();
  expect(sent[1]?.id).toBe(sent[0]?.id);
  expect(sent[1]?.at).not.toBe(sent[0]?.at);
});
