import * as contract from '../../contract/playbooks.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Routes } from '../platform/http/route.ts';
import {
  changeDraft,
  createDraft,
  discardDraft,
  listDrafts,
  publishDraft,
  readDraft,
  returnDraft,
  submitDraft,
} from './drafts.ts';
import { listProposals, readProposal } from './proposal-view.ts';
import {
  acceptProposal,
  declineProposal,
  discussProposal,
  proposeChanges,
  withdrawProposal,
} from './proposals.ts';
import * as sql from './sql.ts';
import { adoptPlaybook, leavePlaybook, listPlaybooks } from './versions.ts';

export function playbookRoutes(routes: Routes): void {
  versionRoutes(routes);
  draftRoutes(routes);
  proposalRoutes(routes);
}

function versionRoutes(routes: Routes): void {
  routes.on(contract.ListPlaybooks, ({ work }) => work.read(listPlaybooks));
  routes.on(contract.ReadPlaybook, async ({ params, work }) => {
    const row = await work.read((reading) => reading.first(sql.readVersion({ id: params.id })));
    if (row === undefined) throw new AppError('not_found');
    return row.content as Playbook;
  });
  routes.on(contract.AdoptPlaybook, async ({ params, work }) => {
    await work.change((change) => adoptPlaybook(change, params.id));
    return null;
  });
  routes.on(contract.LeavePlaybook, async ({ params, work }) => {
    await work.change((change) => leavePlaybook(change, params.id));
    return null;
  });
}

function draftRoutes(routes: Routes): void {
  routes.on(contract.ListPlaybookDrafts, ({ work }) => work.read(listDrafts));
  routes.on(contract.CreatePlaybookDraft, ({ body, creation, work }) =>
    work.create(creation, {
      make: (change) => createDraft(change, body),
      readBack: (reading) => readDraft(reading, body.id ?? ''),
    }),
  );
  routes.on(contract.ReadPlaybookDraft, ({ params, work }) =>
    work.read((reading) => readDraft(reading, params.id)),
  );
  routes.on(contract.ChangePlaybookDraft, ({ params, version, body, work }) =>
    work.change((change) => changeDraft(change, params.id, version, body)),
  );
  routes.on(contract.SubmitPlaybookDraft, ({ params, version, work }) =>
    work.change((change) => submitDraft(change, params.id, version)),
  );
  routes.on(contract.ReturnPlaybookDraft, ({ params, body, work }) =>
    work.change((change) => returnDraft(change, params.id, body.remark)),
  );
  routes.on(contract.PublishPlaybookDraft, ({ params, version, work }) =>
    work.change((change) => publishDraft(change, params.id, version)),
  );
  routes.on(contract.DiscardPlaybookDraft, async ({ params, work }) => {
    await work.change((change) => discardDraft(change, params.id));
    return null;
  });
}

function proposalRoutes(routes: Routes): void {
  routes.on(contract.ListPlaybookProposals, ({ query, work }) =>
    work.read((reading) => listProposals(reading, query)),
  );
  routes.on(contract.ReadPlaybookProposal, ({ params, work }) =>
    work.read((reading) => readProposal(reading, params.id)),
  );
  routes.on(contract.ProposeChanges, ({ body, creation, work }) =>
    work.create(creation, {
      make: (change) => proposeChanges(change, body),
      readBack: (reading) => readProposal(reading, body.id ?? ''),
    }),
  );
  routes.on(contract.DiscussProposal, ({ params, body, creation, work }) =>
    work.create(creation, {
      make: (change) => discussProposal(change, params.id, body),
      readBack: (reading) => readProposal(reading, params.id),
    }),
  );
  routes.on(contract.AcceptProposal, ({ params, work }) =>
    work.change((change) => acceptProposal(change, params.id)),
  );
  routes.on(contract.DeclineProposal, ({ params, body, work }) =>
    work.change((change) => declineProposal(change, params.id, body.answer)),
  );
  routes.on(contract.WithdrawProposal, ({ params, work }) =>
    work.change((change) => withdrawProposal(change, params.id)),
  );
}
