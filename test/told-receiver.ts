import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { Doors } from '../src/server/platform/work/doors.ts';
import type { Resolve } from '../src/server/webhooks/post.ts';
import { Webhooks } from '../src/server/webhooks/public.ts';
import { type Received, startReceiver, type TestReceiver } from './receiver.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from './server.ts';

export interface Connection {
  readonly id: string;
  readonly secret: string;
}

/** A server, and for each test an organisation with a receiver of its own. */
export interface ToldWorld {
  server: TestServer;
  receiver: TestReceiver;
  home: TestOrganisation;
  administrator: TestUser;
  worker: TestUser;
  /** how far the server's clock is ahead; signatures are good for minutes, and are looked at without */
  ahead: number;
}

/** Called once at the top of a test file. */
export function tellWorld() {
  const world = { ahead: 0 } as ToldWorld;
  beforeAll(async () => {
    world.server = await startTestServer({
      clock: () => new Date(Date.now() + world.ahead),
      webhooksPrivate: true,
    });
  });
  afterAll(() => world.server.dispose());
  beforeEach(async () => {
    world.ahead = 0;
    const receiver = await startReceiver();
    world.receiver = receiver;
    world.home = await makeOrganisation(world.server);
    world.administrator = await makeUser(world.server, world.home, 'administrator');
    world.worker = await makeUser(world.server, world.home, 'worker', [world.home.siteIds[0]]);
    return () => receiver.close();
  });
  return { world, ...actsIn(world) };
}

function actsIn(world: ToldWorld) {
  return {
    connect: async (
      { types = null, url = world.receiver.url }: { types?: string[] | null; url?: string } = {},
      user = world.administrator,
    ): Promise<Connection> => {
      const { status, body } = await user.call('POST', '/api/v1/webhooks', {
        name: '市数据平台',
        url,
        types,
      });
      expect(status, JSON.stringify(body)).toBe(201);
      return { id: body.webhook.id, secret: body.secret };
    },
    register: async (name = '陈欣', by = world.worker) =>
      (await by.call('POST', '/api/v1/clients', { name })).body.id as string,
    send: (webhooks: Webhooks = world.server.webhooks, organisation = world.home) =>
      webhooks.sendDue([organisation.id]),
    webhook: async ({ id }: Connection) =>
      (await world.administrator.call('GET', '/api/v1/webhooks')).body.items.find(
        (one: { id: string }) => one.id === id,
      ),
    messagesOf: async ({ id }: Connection, query = '') =>
      (await world.administrator.call('GET', `/api/v1/webhooks/${id}/messages${query}`)).body.items,
    outbox: async (organisation = world.home) =>
      (
        await world.server.admin.query(
          'select count(*)::int as left from outbox_event where organisation_id = $1',
          [organisation.id],
        )
      ).rows[0].left as number,
    other: (resolve: Resolve, allowsPrivate: boolean) =>
      new Webhooks({
        services: world.server.services,
        doors: new Doors(world.server.services, new Set()),
        allowsPrivate,
        resolve,
        onDefect: (_, error) => {
          throw error;
        },
      }),
  };
}

export const typesOf = (received: readonly Received[]) =>
  received.map(({ body }) => JSON.parse(body).type as string);
