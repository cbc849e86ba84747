import * as contract from '../../contract/webhooks.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import { refuseConstraints } from '../platform/work/errors.ts';
import type { Webhooks } from './webhooks.ts';
import { listMessages, replayMessage, replaySince } from './messages.ts';
import {
  changeWebhook,
  createWebhook,
  endWebhook,
  listWebhooks,
  readCreated,
  renewSecret,
  testWebhook,
} from './subscriptions.ts';

export function webhookRoutes(routes: Routes, webhooks: Webhooks): void {
  const { allowsPrivate } = webhooks;
  routes.on(contract.ListWebhooks, ({ work }) => work.read(listWebhooks));

  routes.on(contract.CreateWebhook, ({ actor, body, creation, work }) =>
    work
      .create(creation, {
        make: (change) => createWebhook(change, actor.accountId, body, allowsPrivate),
        readBack: (reading) => readCreated(reading, body.id ?? ''),
      })
      .catch(refuseConstraints({ webhook_subscription_pkey: 'id_taken' })),
  );

  routes.on(contract.ChangeWebhook, async ({ params, version, body, work, reply }) => {
    // what happened before is told as the connection was, what happens after as it is
    await webhooks.empty(work.organisationId);
    const webhook = await work.change((change) =>
      changeWebhook(change, params.id, { version, body }, allowsPrivate),
    );
    reply.header('etag', etag(webhook.version));
    return webhook;
  });

  routes.on(contract.EndWebhook, ({ params, work }) =>
    work.change((change) => endWebhook(change, params.id)),
  );
  routes.on(contract.RenewWebhookSecret, ({ params, work }) =>
    work.change((change) => renewSecret(change, params.id)),
  );
  routes.on(contract.TestWebhook, ({ params, work }) =>
    work.change((change) => testWebhook(change, params.id)),
  );

  routes.on(contract.ListWebhookMessages, ({ params, query, work }) =>
    work.read((reading) => listMessages(reading, params.id, query)),
  );
  routes.on(contract.ReplayWebhookMessage, ({ params, work }) =>
    work.change((change) => replayMessage(change, params)),
  );
  routes.on(contract.ReplayWebhook, ({ params, body, work }) =>
    work.change((change) => replaySince(change, params.id, body.since)),
  );
}
