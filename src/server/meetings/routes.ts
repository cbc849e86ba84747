import * as contract from '../../contract/meetings.ts';
import type { OperationShape } from '../../contract/operation.ts';
import { type Call, etag, type Routes } from '../platform/http/route.ts';
import type { Change } from '../platform/work/work.ts';
import { assignItem, completeItem, dropItem, recordItem } from './action-items.ts';
import {
  askOrganisations,
  cancelMeeting,
  changeMeeting,
  markAttendees,
  orderAgenda,
  planMeeting,
} from './organise.ts';
import { listItems, listMeetings, readItem, readMeeting } from './read-meeting.ts';
import {
  answerMeeting,
  askColleagues,
  declineMeeting,
  proposeTopic,
  viewColleagues,
  withdrawTopic,
} from './take-part.ts';

type Working = Pick<Call<OperationShape>, 'work' | 'reply'>;

/** Does it, and answers with how the meeting is then. */
async function changed({ work, reply }: Working, id: string, body: (change: Change) => Promise<void>) {
  await work.change(body);
  return shown({ work, reply }, id);
}

async function shown({ work, reply }: Working, id: string) {
  const view = await work.read((reading) => readMeeting(reading, id));
  reply.header('etag', etag(view.version));
  return view;
}

/** The same of an action item. */
async function changedItem({ work, reply }: Working, id: string, body: (change: Change) => Promise<void>) {
  await work.change(body);
  const view = await work.read((reading) => readItem(reading, id));
  reply.header('etag', etag(view.version));
  return view;
}

export function meetingRoutes(routes: Routes): void {
  organiserRoutes(routes);
  takePartRoutes(routes);
  itemRoutes(routes);

  routes.on(contract.ListMeetings, ({ query, work }) => work.read((reading) => listMeetings(reading, query)));

  routes.on(contract.ReadMeeting, (call) => shown(call, call.params.id));
}

/** What the organisation does that called the meeting. */
function organiserRoutes(routes: Routes): void {
  routes.on(contract.PlanMeeting, async ({ body, creation, work, reply }) => {
    const view = await work.create(creation, {
      make: async (change) => {
        await planMeeting(change, body);
        return readMeeting(change, body.id);
      },
      readBack: (reading) => readMeeting(reading, body.id),
    });
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.ChangeMeeting, (call) => {
    const { params, version, body } = call;
    return changed(call, params.id, (change) => changeMeeting(change, { id: params.id, version, body }));
  });

  routes.on(contract.CancelMeeting, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => cancelMeeting(change, params.id, body));
  });

  routes.on(contract.AskOrganisations, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => askOrganisations(change, params.id, body));
  });

  routes.on(contract.OrderAgenda, (call) => {
    const { params, version, body } = call;
    return changed(call, params.id, (change) => orderAgenda(change, { id: params.id, version, body }));
  });

  routes.on(contract.MarkAttendees, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => markAttendees(change, params.id, body));
  });
}

/** What everybody does who was asked. */
function takePartRoutes(routes: Routes): void {
  routes.on(contract.ListMeetingColleagues, ({ work }) => work.read((reading) => viewColleagues(reading)));

  routes.on(contract.AnswerMeeting, (call) => {
    const { actor, params, body } = call;
    const answer = { id: params.id, body };
    return changed(call, params.id, (change) => answerMeeting(change, actor.accountId, answer));
  });

  routes.on(contract.AskColleagues, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => askColleagues(change, params.id, body));
  });

  routes.on(contract.DeclineMeeting, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => declineMeeting(change, params.id, body));
  });

  routes.on(contract.ProposeTopic, async ({ params, body, creation, work, reply }) => {
    const view = await work.create(creation, {
      make: async (change) => {
        await proposeTopic(change, params.id, body);
        return readMeeting(change, params.id);
      },
      readBack: (reading) => readMeeting(reading, params.id),
    });
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.WithdrawTopic, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => withdrawTopic(change, params.id, body));
  });
}

/** What is to be done afterwards. */
function itemRoutes(routes: Routes): void {
  routes.on(contract.RecordActionItem, async ({ params, body, creation, work, reply }) => {
    const view = await work.create(creation, {
      make: async (change) => {
        await recordItem(change, params.id, body);
        return readItem(change, body.id);
      },
      readBack: (reading) => readItem(reading, body.id),
    });
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.ListActionItems, ({ query, work }) => work.read((reading) => listItems(reading, query)));

  routes.on(contract.AssignActionItem, (call) => {
    const { params, version, body } = call;
    return changedItem(call, params.id, (change) => assignItem(change, { id: params.id, version, body }));
  });

  routes.on(contract.CompleteActionItem, (call) => {
    const { actor, params, body } = call;
    const done = { id: params.id, body };
    return changedItem(call, params.id, (change) => completeItem(change, actor, done));
  });

  routes.on(contract.DropActionItem, (call) => {
    const { params, body } = call;
    const dropped = { id: params.id, reason: body.reason };
    return changedItem(call, params.id, (change) => dropItem(change, dropped));
  });
}
