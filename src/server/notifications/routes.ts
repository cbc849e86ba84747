import * as contract from '../../contract/notifications.ts';
import { addressBlock } from '../platform/http/address-block.ts';
import type { Call, Routes } from '../platform/http/route.ts';
import type { OperationShape } from '../../contract/operation.ts';
import { changeChoices, readChoices } from './choices.ts';
import { beginContactWay, confirmContactWay, endContactWay, testContactWay } from './contact-ways.ts';
import { listNotifications, readAllNotifications, readNotification } from './list.ts';
import { changeRule, readRule } from './rule.ts';
import * as sql from './sql.ts';
import { listUnsent, settleUnsent, type UnsentParts } from './unsent.ts';

export function notificationRoutes(routes: Routes, parts: UnsentParts): void {
  const { services, notifications } = parts;
  const { kinds } = notifications;
  routes.on(contract.CountNotifications, ({ actor, work }) =>
    work.read(async (reading) => {
      const { organisationId, accountId } = actor;
      return (await reading.first(sql.countUnread({ organisationId, accountId }))) ?? { unread: 0 };
    }),
  );
  routes.on(contract.ListNotifications, ({ actor, query, work, reachOf, origin }) => {
    const { organisationId, accountId } = actor;
    const reader = { organisationId, accountId, reachOf, origin };
    return work.read((reading) => listNotifications({ services, kinds }, reading, reader, query));
  });
  routes.on(contract.ReadNotification, ({ actor, params, work }) =>
    work.change((change) => readNotification(change, actor.accountId, params.id)),
  );
  routes.on(contract.ReadAllNotifications, ({ actor, body, work }) =>
    work.change((change) => readAllNotifications(change, actor.accountId, body.until)),
  );
  choiceRoutes(routes, parts);
  ruleRoutes(routes, parts);
}

function choiceRoutes(routes: Routes, { notifications: { ways } }: UnsentParts): void {
  const own = ({ actor: { accountId }, work }: Pick<Call<OperationShape>, 'actor' | 'work'>) =>
    work.read((reading) => readChoices(reading, accountId, ways));
  const holderOf = ({ actor, work, request, origin }: Call<OperationShape>) => ({
    work,
    accountId: actor.accountId,
    network: addressBlock(request.ip),
    language: origin.language,
  });
  routes.on(contract.ReadNotificationChoices, (call) => own(call));
  routes.on(contract.ChangeNotificationChoices, ({ actor, body, version, work }) =>
    work.change((change) => changeChoices(change, actor.accountId, version, body, ways)),
  );
  routes.on(contract.BeginContactWay, async (call) => {
    await beginContactWay(ways, holderOf(call), call.params.way, call.body.address);
    return own(call);
  });
  routes.on(contract.ConfirmContactWay, async (call) => {
    await confirmContactWay(call.work, call.actor.accountId, call.params.way, call.body.code);
    return own(call);
  });
  routes.on(contract.EndContactWay, async (call) => {
    const { actor, params, work } = call;
    await work.change((change) => endContactWay(change, actor.accountId, params.way));
    return own(call);
  });
  routes.on(contract.TestContactWay, async (call) => {
    await testContactWay(ways, holderOf(call), call.params.way);
    return null;
  });
}

function ruleRoutes(routes: Routes, parts: UnsentParts): void {
  routes.on(contract.ReadNotificationRule, ({ work }) => work.read(readRule));
  routes.on(contract.ChangeNotificationRule, ({ actor, body, version, work }) =>
    work.change((change) => changeRule(change, actor.accountId, version, body)),
  );
  routes.on(contract.ListUnsentMessages, ({ query, work }) =>
    work.read((reading) => listUnsent(parts, reading, query)),
  );
  routes.on(contract.MarkMessageTold, ({ params, actor, origin }) =>
    settleUnsent(parts.doors, origin, params, 'told', actor.accountId),
  );
  routes.on(contract.DropMessage, ({ params, actor, origin }) =>
    settleUnsent(parts.doors, origin, params, 'dropped', actor.accountId),
  );
}
