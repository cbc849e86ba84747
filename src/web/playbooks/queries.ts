import { queryOptions } from '@tanstack/react-query';
import { ListMaterials } from '../../contract/materials.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import {
  ListPlaybookDrafts,
  ListPlaybookProposals,
  ListPlaybooks,
  ReadPlaybook,
  ReadPlaybookDraft,
  ReadPlaybookProposal,
} from '../../contract/playbooks.ts';
import { call } from '../base/api.ts';

export type PlaybookItemView = AnswerOf<typeof ListPlaybooks>['items'][number];
export type DraftItemView = AnswerOf<typeof ListPlaybookDrafts>['items'][number];
export type DraftView = AnswerOf<typeof ReadPlaybookDraft>;
export type ProposalItemView = AnswerOf<typeof ListPlaybookProposals>['items'][number];
export type ProposalView = AnswerOf<typeof ReadPlaybookProposal>;
export type MaterialView = AnswerOf<typeof ListMaterials>['items'][number];

/** A published version never changes. */
const REFERENCE = 3_600_000;

const SOON = 3_000;

export const playbooksKey = ['playbooks'] as const;

export const playbooksQuery = queryOptions({
  queryKey: [...playbooksKey, 'list'],
  queryFn: ({ signal }) => call(ListPlaybooks, { signal }),
});

export function playbookQuery(id: string) {
  return queryOptions({
    queryKey: [...playbooksKey, 'version', id],
    queryFn: ({ signal }) => call(ReadPlaybook, { params: { id }, signal }),
    staleTime: REFERENCE,
  });
}

export const draftsQuery = queryOptions({
  queryKey: [...playbooksKey, 'drafts'],
  queryFn: ({ signal }) => call(ListPlaybookDrafts, { signal }),
});

export function draftQuery(id: string) {
  return queryOptions({
    queryKey: [...playbooksKey, 'draft', id],
    queryFn: ({ signal }) => call(ReadPlaybookDraft, { params: { id }, signal }),
  });
}

export const proposalsQuery = queryOptions({
  queryKey: [...playbooksKey, 'proposals'],
  queryFn: ({ signal }) => call(ListPlaybookProposals, { signal }),
});

export function proposalQuery(id: string) {
  return queryOptions({
    queryKey: [...playbooksKey, 'proposal', id],
    queryFn: ({ signal }) => call(ReadPlaybookProposal, { params: { id }, signal }),
  });
}

export const materialsQuery = queryOptions({
  queryKey: ['materials'],
  queryFn: ({ signal }) => call(ListMaterials, { signal }),
  // a file that was just sent is looked at before others see it
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ fileName, isWithdrawn }) => fileName === null && !isWithdrawn) === true
      ? SOON
      : false,
});
