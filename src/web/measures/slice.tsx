import { FormOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { waves } from '../../domain/campaigns/campaign.ts';
import { defined, oneOf, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('measures');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/measures',
    component: piece(() => import('./campaign-list-page.tsx'), 'CampaignListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/measures/new',
    validateSearch: (search: Search) =>
      defined({ study: textOf(search['study']), wave: oneOf(waves, search['wave']) }),
    component: piece(() => import('./new-campaign-page.tsx'), 'NewCampaignPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/measures/quality',
    validateSearch: (search: Search) => defined({ instrument: textOf(search['instrument']) }),
    component: piece(() => import('./instrument-quality-page.tsx'), 'InstrumentQualityPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/measures/enter',
    validateSearch: (search: Search) => ({
      client: textOf(search['client']) ?? '',
      ...defined({ round: textOf(search['round']) }),
    }),
    component: piece(() => import('./enter-answers-page.tsx'), 'EnterAnswersPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/measures/$campaignId',
    component: piece(() => import('./campaign-page.tsx'), 'CampaignPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/responses/$responseId',
    component: piece(() => import('./response-page.tsx'), 'ResponsePage'),
  }),
];

export const measures = {
  routes,
  // until API revision 3 the classes of a round were its groups
  renamedFields: [{ records: /^campaign\.new$/, was: 'groupIds', is: 'classIds' }],
  navigation: [
    {
      to: '/measures',
      name: { zh: '测评', en: 'Measures' },
      icon: <FormOutlined aria-hidden />,
      rank: 40,
      group: 'care',
      isFor: (may) => may('campaign.read'),
    },
  ],
  shortcuts: [
    {
      to: '/measures/new',
      name: { zh: '新建测评', en: 'New round of measures' },
      rank: 240,
      isFor: (may) => may('campaign.manage'),
    },
    {
      to: '/measures/quality',
      name: { zh: '量表质量', en: 'Quality of questionnaires' },
      rank: 250,
      isFor: (may) => may('study.conduct'),
    },
  ],
  parts: {
    today: [
      {
        rank: 10,
        isFor: (may) => may('alert.take'),
        component: piece(() => import('./help-calls.tsx'), 'HelpCalls'),
      },
    ],
    person: [
      {
        rank: 40,
        isFor: (may) => may('response.read'),
        component: piece(() => import('./client-answers.tsx'), 'ClientAnswers'),
      },
      {
        rank: 50,
        isFor: (may) => may('response.read'),
        component: piece(() => import('./client-responses.tsx'), 'ClientResponses'),
      },
    ],
  },
} satisfies Slice;
