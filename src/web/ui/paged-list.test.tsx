import { expect, test, vi } from 'vitest';
import { show } from './show.tsx';
import { PagedList } from './paged-list.tsx';

const list = {
  data: { pages: [{ items: ['甲', '乙'] }, { items: ['丙'] }] },
  error: null,
  isPending: false,
  hasNextPage: true,
  isFetchingNextPage: false,
  fetchNextPage: async () => undefined,
  refetch: async () => undefined,
};
const shown = (more: object) =>
  show(
    <PagedList list={{ ...list, ...more }} empty={<p>还没有</p>}>
      {(items) => <p>{items.join('、')}</p>}
    </PagedList>,
  );

test('a list shows its pages as one, and more of it when it is asked for', async () => {
  const fetchNextPage = vi.fn<() => Promise<unknown>>(async () => undefined);
  const screen = await shown({ fetchNextPage });
  await expect.element(screen.getByText('甲、乙、丙')).toBeVisible();
  await screen.getByRole('button', { name: '加载更多' }).click();
  expect(fetchNextPage).toHaveBeenCalledOnce();
});

test('the last page offers no more', async () => {
  const screen = await shown({ hasNextPage: false });
  await expect.element(screen.getByText('甲、乙、丙')).toBeVisible();
  expect(screen.getByRole('button').elements()).toEqual([]);
});

test('a list without anything says so, and not while it is still asked for', async () => {
  const empty = { data: { pages: [{ items: [] }] }, hasNextPage: false };
  await expect.element((await shown(empty)).getByText('还没有')).toBeVisible();
  const pending = await shown({ data: undefined, isPending: true, hasNextPage: false });
  expect(pending.container.textContent).not.toContain('还没有');
});

test('what was shown stays where the next page fails; where nothing was, it can be tried again', async () => {
  const error = new Error('连不上服务器');
  await expect.element((await shown({ error })).getByText('甲、乙、丙')).toBeVisible();
  const refetch = vi.fn<() => Promise<unknown>>(async () => undefined);
  const screen = await shown({ data: undefined, error, refetch });
  await screen.getByRole('button', { name: '再试一次' }).click();
  expect(refetch).toHaveBeenCalledOnce();
});
