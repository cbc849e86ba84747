import type { QueryClient } from '@tanstack/react-query';
import { type AnyRoute, type AsyncRouteComponent, lazyRouteComponent } from '@tanstack/react-router';
import { createContext, type ReactNode, useContext } from 'react';
import type { Permission } from '../../domain/access/roles.ts';
import type { RenamedField } from './drafts.ts';
import { useSession } from './session-context.ts';
import { fetchWords, type SliceWords } from './words.ts';

type May = (permission: Permission) => boolean;

/** A page, or something to be done, that can be gone to from everywhere. */
export interface Entry {
  readonly to: string;
  /** beside the entry, not among the slice's words: these are fetched when the slice is entered */
  readonly name: { readonly zh: string; readonly en: string };
  readonly icon?: ReactNode;
  /** entries and parts stand in the order of their ranks */
  readonly rank: number;
  /** whom it is shown to; left out: everyone */
  readonly isFor?: (may: May) => boolean;
}

/** Under which heading the ways of a slice stand, in the order in which they stand; those of the day have none. */
export const wayGroups = [
  'day',
  'care',
  'methods',
  'volunteering',
  'staff',
  'together',
  'administration',
] as const;
export type WayGroup = (typeof wayGroups)[number];

/** A way into a slice that every page shows. */
export interface Way extends Entry {
  readonly group: WayGroup;
}

/**
 * Where a page lets other slices show something, and what it tells them. The page's slice declares the place
 * (`declare module` as for words), any slice fills it, and neither imports the other.
 */
// eslint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type
export interface Places {}

/** For a place that tells its parts nothing. */
export type Nothing = Readonly<Record<string, never>>;

/** What a slice shows at a place of another slice's page. */
export interface Part<Props> {
  readonly rank: number;
  readonly isFor?: (may: May) => boolean;
  readonly component: AsyncRouteComponent<Props>;
}

export type PlaceParts = { readonly [Name in keyof Places]?: readonly Part<Places[Name]>[] };

/** Everything that the shell needs to know of a slice. */
export interface Slice {
  /** pages for whoever is signed in, under `staffRoute` */
  readonly routes: readonly AnyRoute[];
  /** pages for everybody, under `rootRoute` */
  readonly openRoutes?: readonly AnyRoute[];
  readonly navigation?: readonly Way[];
  /** further pages and actions, which are found by the search */
  readonly shortcuts?: readonly Entry[];
  readonly parts?: PlaceParts;
  /**
   * by the addresses of pages on which a day begins: what the slice asks for there before they are drawn, in the words in which the server
   * has the answers on their way (`src/contract/first-answers.ts`)
   */
  readonly ahead?: Readonly<Record<string, (queryClient: QueryClient, may: May) => Promise<unknown>>>;
  /** of its forms, so that drafts of earlier versions still fit */
  readonly renamedFields?: readonly RenamedField[];
}

/**
 * Makes the pages and parts of a slice, which come with the slice's words when they are first shown.
 * @param more slices whose pieces they show
 */
export function piecesOf(slice: keyof SliceWords, ...more: readonly (keyof SliceWords)[]) {
  return <Module extends Readonly<Record<string, unknown>>, Name extends keyof Module>(
    load: () => Promise<Module>,
    name: Name,
  ) =>
    lazyRouteComponent(async () => {
      const [module] = await Promise.all([load(), ...[slice, ...more].map(fetchWords)]);
      return module;
    }, name);
}

export const SlicesContext = createContext<readonly Slice[]>([]);

/** What the slices show this person at a place, in order. */
export function useParts<Name extends keyof Places>(name: Name): readonly Part<Places[Name]>[] {
  const slices = useContext(SlicesContext);
  const { may } = useSession();
  const parts = slices.flatMap((slice): readonly Part<Places[Name]>[] => slice.parts?.[name] ?? []);
  return inOrder(parts, may);
}

/** Those that are for this person, by rank. */
export function inOrder<Ranked extends Pick<Entry, 'rank' | 'isFor'>>(
  entries: readonly Ranked[],
  may: May,
): readonly Ranked[] {
  return entries
    .filter(({ isFor }) => isFor === undefined || isFor(may))
    .toSorted((left, right) => left.rank - right.rank);
}
