import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { show } from './show.tsx';
import { PagedList } from './paged-list.tsx';
import { useNarrowedPages } from './use-narrowed-pages.ts';

const list = {
  data: { pages: [{ items: ['甲', '乙'] }, { items: ['丙'] }] },
  error: null,
  isPending: false,
  isPlaceholderData: false,
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

interface Page {
  readonly items: readonly string[];
  readonly next: string | null;
}

/** Asks for what is typed; the answer comes when the test gives it. */
function Searched({ ask, onPress }: { ask: (q: string) => Promise<Page>; onPress: (item: string) => void }) {
  const [q, setQ] = useState('');
  const found = useNarrowedPages({
    queryKey: ['found', q],
    queryFn: async () => ask(q),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }: Page) => next,
  });
  return (
    <>
      <input aria-label="查找" value={q} onChange={({ target }) => setQ(target.value)} />
      <PagedList list={found} empty={<p>还没有</p>}>
        {(items) => (
          <ul>
            {items.map((item) => (
              <li key={item}>
                <button type="button" onClick={() => onPress(item)}>
                  {item}
                </button>
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}

test('rows stay and can be pressed while others are asked for; that none were found before is not said of these', async () => {
  const answers = new Map<string, (items: readonly string[]) => void>();
  const ask = async (q: string) => {
    const { promise, resolve } = Promise.withResolvers<Page>();
    answers.set(q, (items) => resolve({ items, next: null }));
    return promise;
  };
  const answer = async (q: string, items: readonly string[]) => {
    await expect.poll(() => answers.has(q)).toBe(true);
    answers.get(q)?.(items);
  };
  const onPress = vi.fn<(item: string) => void>();
  const screen = await show(
    <QueryClientProvider client={new QueryClient()}>
      <Searched ask={ask} onPress={onPress} />
    </QueryClientProvider>,
  );
  const busy = () => screen.container.querySelector('[aria-busy]')?.getAttribute('aria-busy');
  await answer('', ['甲', '乙']);
  await expect.element(screen.getByRole('button', { name: '乙' })).toBeVisible();
  expect(busy()).toBe('false');

  const field = screen.getByLabelText('查找');
  await field.fill('丙');
  await screen.getByRole('button', { name: '乙' }).click();
  expect(onPress).toHaveBeenCalledWith('乙');
  expect(busy()).toBe('true');
  await answer('丙', []);
  await expect.element(screen.getByText('还没有')).toBeVisible();

  await field.fill('丁');
  await expect.element(screen.getByRole('status')).toBeVisible();
  expect(screen.container.textContent).not.toContain('还没有');
  await answer('丁', ['丁']);
  await expect.element(screen.getByRole('button', { name: '丁' })).toBeVisible();
  expect(busy()).toBe('false');
});
