import { HeartOutlined } from '@ant-design/icons';
import { createRoute } from '@tanstack/react-router';
import { entryStates } from '../../domain/books/entry-life.ts';
import {
  serviceCategories,
  spokenLanguages,
  volunteerSkills,
} from '../../domain/volunteers/profile-words.ts';
import { defined, oneOf, type Search, staffRoute, textOf } from '../base/routes.ts';
import { piecesOf, type Slice } from '../base/slice.ts';
import { hourSteps } from './hour-steps.ts';

const piece = piecesOf('volunteers', 'books');

const routes = [
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/volunteers',
    validateSearch: (search: Search) =>
      defined({
        q: textOf(search['q']),
        state: oneOf(entryStates, search['state']),
        skill: oneOf(volunteerSkills, search['skill']),
        category: oneOf(serviceCategories, search['category']),
        language: oneOf(spokenLanguages, search['language']),
        region: textOf(search['region']),
        minimumHours: oneOf(hourSteps, Number(search['minimumHours'])),
        teamId: textOf(search['teamId']),
      }),
    component: piece(() => import('./volunteer-list-page.tsx'), 'VolunteerListPage'),
  }),
  createRoute({
    getParentRoute: () => staffRoute,
    path: '/volunteers/$volunteerId',
    component: piece(() => import('./volunteer-page.tsx'), 'VolunteerPage'),
  }),
];

export const volunteers = {
  routes,
  navigation: [
    {
      to: '/volunteers',
      name: { zh: '志愿者', en: 'Volunteers' },
      icon: <HeartOutlined aria-hidden />,
      rank: 71,
      group: 'volunteering',
      isFor: (may) => may('volunteer.read'),
    },
  ],
} satisfies Slice;
