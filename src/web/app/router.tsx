import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { caseStatuses } from '../../domain/casework/lifecycle.ts';
import { waves } from '../../domain/campaigns/campaign.ts';
import { clientStatuses } from '../../contract/clients.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { MissingPage } from '../ui/missing-page.tsx';
import { administrationViews } from './administration-views.ts';
import { caseViews } from './case-views.ts';
import { SessionGate } from './session.tsx';
import { Shell } from './shell.tsx';

type Search = Record<string, unknown>;

const oneOf = <Value extends string>(values: readonly Value[], wanted: unknown): Value | undefined =>
  values.find((value) => value === wanted);
const text = (wanted: unknown): string | undefined =>
  typeof wanted === 'string' || typeof wanted === 'number' ? String(wanted) : undefined;
/** Leaves out what is undefined, so that addresses stay short. */
const defined = <Values extends object>(
  values: Values,
): { [Name in keyof Values]?: NonNullable<Values[Name]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

const rootRoute = createRootRoute({ component: Outlet });

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../identity/welcome-page.tsx'), 'WelcomePage'),
});

const staffRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'staff',
  component: () => (
    <SessionGate>
      <Shell />
    </SessionGate>
  ),
});

/** Every other address: still within the frame, in the reader's language. */
const missingRoute = createRoute({ getParentRoute: () => staffRoute, path: '$', component: MissingPage });

const todayRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../today/today-page.tsx'), 'TodayPage'),
});

const clientsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/clients',
  validateSearch: (search: Search) =>
    defined({
      q: text(search['q']),
      region: text(search['region']),
      status: oneOf(clientStatuses, search['status']),
      group: text(search['group']),
    }),
  component: lazyRouteComponent(() => import('../clients/client-list-page.tsx'), 'ClientListPage'),
});

const newClientRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/clients/new',
  component: lazyRouteComponent(() => import('../clients/new-client-page.tsx'), 'NewClientPage'),
});

const rosterRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/clients/roster',
  component: lazyRouteComponent(() => import('../clients/roster-page.tsx'), 'RosterPage'),
});

const classConsentRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/clients/consents',
  component: lazyRouteComponent(() => import('../clients/class-consent-page.tsx'), 'ClassConsentPage'),
});

const clientRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/clients/$clientId',
  component: lazyRouteComponent(() => import('../clients/client-page.tsx'), 'ClientPage'),
});

const casesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/cases',
  validateSearch: (search: Search) =>
    defined({ view: oneOf(caseViews, search['view']), status: oneOf(caseStatuses, search['status']) }),
  component: lazyRouteComponent(() => import('../casework/casework-page.tsx'), 'CaseworkPage'),
});

const caseRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/cases/$caseId',
  component: lazyRouteComponent(() => import('../casework/case-page.tsx'), 'CasePage'),
});

const referRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/refer',
  component: lazyRouteComponent(() => import('../casework/refer-pupil-page.tsx'), 'ReferPupilPage'),
});

const measuresRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures',
  component: lazyRouteComponent(() => import('../measures/campaign-list-page.tsx'), 'CampaignListPage'),
});

const newCampaignRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures/new',
  validateSearch: (search: Search) =>
    defined({ study: text(search['study']), wave: oneOf(waves, search['wave']) }),
  component: lazyRouteComponent(() => import('../measures/new-campaign-page.tsx'), 'NewCampaignPage'),
});

const instrumentQualityRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures/quality',
  validateSearch: (search: Search) => defined({ instrument: text(search['instrument']) }),
  component: lazyRouteComponent(
    () => import('../measures/instrument-quality-page.tsx'),
    'InstrumentQualityPage',
  ),
});

const campaignRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/measures/$campaignId',
  component: lazyRouteComponent(() => import('../measures/campaign-page.tsx'), 'CampaignPage'),
});

const responseRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/responses/$responseId',
  component: lazyRouteComponent(() => import('../measures/response-page.tsx'), 'ResponsePage'),
});

const groupsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/groups',
  component: lazyRouteComponent(() => import('../groups/group-list-page.tsx'), 'GroupListPage'),
});

const newGroupRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/groups/new',
  component: lazyRouteComponent(() => import('../groups/new-group-page.tsx'), 'NewGroupPage'),
});

const groupRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/groups/$groupId',
  component: lazyRouteComponent(() => import('../groups/group-page.tsx'), 'GroupPage'),
});

const playbooksRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/playbooks',
  component: lazyRouteComponent(() => import('../playbooks/playbook-list-page.tsx'), 'PlaybookListPage'),
});

const playbookRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/playbooks/$playbookId',
  component: lazyRouteComponent(() => import('../playbooks/playbook-page.tsx'), 'PlaybookPage'),
});

const comparePlaybooksRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/playbooks/compare',
  validateSearch: (search: Search) => ({ from: text(search['from']) ?? '', to: text(search['to']) ?? '' }),
  component: lazyRouteComponent(() => import('../playbooks/compare-page.tsx'), 'ComparePage'),
});

const playbookDraftRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/playbooks/drafts/$draftId',
  validateSearch: (search: Search) => defined({ part: text(search['part']) }),
  component: lazyRouteComponent(() => import('../playbooks/draft-page.tsx'), 'DraftPage'),
});

const proposalsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/playbooks/proposals',
  component: lazyRouteComponent(() => import('../playbooks/proposal-list-page.tsx'), 'ProposalListPage'),
});

const proposalRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/playbooks/proposals/$proposalId',
  component: lazyRouteComponent(() => import('../playbooks/proposal-page.tsx'), 'ProposalPage'),
});

const materialsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/playbooks/materials',
  component: lazyRouteComponent(() => import('../playbooks/material-list-page.tsx'), 'MaterialListPage'),
});

const studiesRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/studies',
  component: lazyRouteComponent(() => import('../studies/study-list-page.tsx'), 'StudyListPage'),
});

const newStudyRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/studies/new',
  component: lazyRouteComponent(() => import('../studies/study-form-pages.tsx'), 'NewStudyPage'),
});

const studyRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/studies/$studyId',
  component: lazyRouteComponent(() => import('../studies/study-page.tsx'), 'StudyPage'),
});

const studyPlanRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/studies/$studyId/plan',
  component: lazyRouteComponent(() => import('../studies/study-form-pages.tsx'), 'StudyPlanPage'),
});

const studyInterviewsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/studies/$studyId/interviews',
  component: lazyRouteComponent(() => import('../studies/interviews-page.tsx'), 'InterviewsPage'),
});

const administrationRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/administration',
  validateSearch: (search: Search) => defined({ view: oneOf(administrationViews, search['view']) }),
  component: lazyRouteComponent(
    () => import('../organisations/administration-page.tsx'),
    'AdministrationPage',
  ),
});

const organisationsRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/organisations',
  component: lazyRouteComponent(
    () => import('../organisations/found-organisation-page.tsx'),
    'FoundOrganisationPage',
  ),
});

const profileRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/profile',
  component: lazyRouteComponent(() => import('../identity/profile-page.tsx'), 'ProfilePage'),
});

const auditRoute = createRoute({
  getParentRoute: () => staffRoute,
  path: '/audit',
  component: lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    welcomeRoute,
    staffRoute.addChildren([
      todayRoute,
      clientsRoute,
      newClientRoute,
      rosterRoute,
      classConsentRoute,
      referRoute,
      measuresRoute,
      newCampaignRoute,
      instrumentQualityRoute,
      campaignRoute,
      responseRoute,
      clientRoute,
      casesRoute,
      caseRoute,
      groupsRoute,
      newGroupRoute,
      groupRoute,
      playbooksRoute,
      comparePlaybooksRoute,
      playbookDraftRoute,
      proposalsRoute,
      proposalRoute,
      materialsRoute,
      playbookRoute,
      studiesRoute,
      newStudyRoute,
      studyRoute,
      studyPlanRoute,
      studyInterviewsRoute,
      administrationRoute,
      organisationsRoute,
      profileRoute,
      auditRoute,
      missingRoute,
    ]),
  ]),
  defaultPendingComponent: LoadingState,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
