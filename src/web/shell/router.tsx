import { createRoute, createRouter } from '@tanstack/react-router';
import type { RenamedField } from '../base/drafts.ts';
import { rootRoute, staffRoute } from '../base/routes.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { MissingPage } from '../ui/missing-page.tsx';
import { Frame } from './frame.tsx';
import { SessionGate } from './session-gate.tsx';
import * as registered from './slices.ts';

type Registered = (typeof registered)[keyof typeof registered];
type StaffRoute = Registered['routes'][number];
type OpenRoute = Extract<Registered, { openRoutes: unknown }>['openRoutes'][number];

export const slices: readonly Registered[] = Object.values(registered);

export const renamedFields = slices.flatMap((slice): readonly RenamedField[] =>
  'renamedFields' in slice ? slice.renamedFields : [],
);

staffRoute.update({
  component: () => (
    <SessionGate renamedFields={renamedFields}>
      <Frame slices={slices} />
    </SessionGate>
  ),
});

/** Every other address: still within the frame, in the reader's language. */
const missingRoute = createRoute({ getParentRoute: () => staffRoute, path: '$', component: MissingPage });

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...slices.flatMap((slice): readonly OpenRoute[] => ('openRoutes' in slice ? slice.openRoutes : [])),
    staffRoute.addChildren([...slices.flatMap((slice): readonly StaffRoute[] => slice.routes), missingRoute]),
  ]),
  defaultPendingComponent: LoadingState,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
  // what an address says that its page does not know is nothing to ask the server for
  search: { strict: true },
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
