import * as contract from '../../contract/books.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import type { Services } from '../platform/work/work.ts';
import { listOpenBooks, putBook, readBook } from './book.ts';
import { decideOnEntry, listEntries } from './entries.ts';
import type { EntryFollower } from './followers.ts';

/** @param isClosed organisations in whose name nothing is done here */
export function bookRoutes(
  routes: Routes,
  {
    services,
    isClosed,
    followers,
  }: {
    services: Services;
    isClosed: (organisationId: string) => boolean;
    followers: readonly EntryFollower[];
  },
): void {
  routes.on(contract.ListOpenBooks, async () => {
    const all = services.database.global.bind(services.database);
    return { items: await listOpenBooks({ all }, isClosed) };
  });

  routes.on(contract.ReadBook, async ({ work, reply }) => {
    const book = await work.read(readBook);
    reply.header('etag', etag(book.version));
    return book;
  });

  routes.on(contract.PutBook, async ({ actor, work, version, body, reply }) => {
    const book = await work.change((change) => putBook(change, actor.accountId, { version, body }));
    reply.header('etag', etag(book.version));
    return book;
  });

  routes.on(contract.ListBookEntries, ({ work, query }) =>
    work.read((reading) => listEntries(reading, query)),
  );

  routes.on(contract.DecideBookEntry, async ({ work, params, version, body, reply }) => {
    const entry = await work.change((change) =>
      decideOnEntry(change, params.id, { version, decision: body.decision }, followers),
    );
    reply.header('etag', etag(entry.version));
    return entry;
  });
}
