import type { Static, TSchema } from 'typebox';
import { NoOrganisationKeys } from '../platform/keys/keyring.ts';
import type { Doors } from '../platform/work/doors.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Work } from '../platform/work/work.ts';
import { type Answerer, byKind, type EnquiryKind, isAsSaid } from './kinds.ts';

/** Questions between organisations that cannot wait for a delivery. */
export class Enquiries {
  readonly #doors: Doors;
  readonly #answerers: ReadonlyMap<string, Answerer>;

  constructor(doors: Doors, answerers: readonly Answerer[]) {
    this.#doors = doors;
    this.#answerers = byKind(answerers);
  }

  /**
   * Asks one organisation; it has the question in its own audit before the answer leaves.
   * @param asker work of who asks
   * @throws AppError organisation_silent where nobody is there to answer, or nothing is done in its name here
   */
  async ask<Params extends TSchema, Answer extends TSchema>(
    asker: Work,
    kind: EnquiryKind<Params, Answer>,
    organisationId: string,
    params: Static<Params>,
  ): Promise<Static<Answer>> {
    const answerer = this.#answerers.get(kind.kind);
    if (answerer === undefined) throw new AppError('organisation_silent');
    if (!isAsSaid(answerer.params, params)) throw new Error(`no such question: ${kind.kind}`);
    const { requestId, language } = asker;
    const reply = async () =>
      this.#doors.open(organisationId, { requestId, language }).read(async (reading) => {
        const said = await answerer.reply(reading, params);
        const detail = { kind: kind.kind, from: asker.organisationId };
        await reading.audited({
          action: 'enquiry.answer',
          subjectKind: 'organisation',
          subjectIds: [asker.organisationId],
          detail,
        });
        return said;
      });
    const answer = await reply().catch((error: unknown): never => {
      throw isSilent(error) ? new AppError('organisation_silent') : error;
    });
    // what leaves is what the kind says, whatever the handler found
    if (!isAsSaid(kind.answer, answer)) throw new Error(`no such answer: ${kind.kind}`);
    return answer as Static<Answer>;
  }
}

function isSilent(error: unknown): boolean {
  return error instanceof NoOrganisationKeys || (error instanceof AppError && error.code === 'demo_closed');
}
