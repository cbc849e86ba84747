import type { QueryClient } from '@tanstack/react-query';
import type { MeView } from '../base/session-context.ts';
import { inOrder, type Slice } from '../base/slice.ts';
import { renamedFields, router, slices } from './router.tsx';
import { draftBoxQuery } from './session-gate.tsx';

const all: readonly Slice[] = slices;

/** Whoever has waited longer sees the page, and on it what is still to come. */
const LATE_MS = 1_000;

/** What other slices show on the pages on which a day begins. */
const placesOn = { '/': ['top', 'todayNotice', 'today'], '/clients': ['top'] } as const;

/**
 * Fetches what a page is made of on which a day begins: its pieces, their words, and what they ask for as soon as they are drawn. One
 * after the other, each of them was drawn three times.
 */
export async function fetchFirstScreen(me: MeView, queryClient: QueryClient): Promise<void> {
  const drafts = queryClient.query(draftBoxQuery(queryClient, me.user.id, renamedFields));
  const { pathname, searchStr } = router.latestLocation;
  const isFirst = pathname === '/' || pathname === '/clients';
  const may = (permission: keyof MeView['permissions']) => me.permissions[permission] !== undefined;
  const parts = (isFirst ? placesOn[pathname] : []).flatMap((place) =>
    all.flatMap((slice) => slice.parts?.[place] ?? []),
  );
  const page = isFirst ? router.routesByPath[pathname].options.component : undefined;
  const pieces = [page, ...inOrder(parts, may).map(({ component }) => component)];
  // narrowed by its address a page asks for something else
  const asked = searchStr === '' ? all.map(({ ahead }) => ahead?.[pathname]?.(queryClient, may)) : [];
  const late = new Promise((resolve) => void setTimeout(resolve, LATE_MS));
  // what fails is asked for again by the piece that needs it, and fails there
  const fetched = [drafts, ...pieces.map((piece) => piece?.preload?.()), ...asked].map(async (one) => one);
  await Promise.race([Promise.allSettled(fetched), late]);
}
