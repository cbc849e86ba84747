import type { Reader } from '../database/database.ts';
import { prepare, query } from '../database/statement.ts';

/** What organisation.time_zone says where nothing else was said. */
export const ZONE_OF_NEW_ORGANISATIONS = 'Asia/Shanghai';

const readZone = prepare((p: { organisationId: string }) =>
  query.selectFrom('organisation').select('time_zone').where('id', '=', p.organisationId),
);

/** Time zones of organisations: an organisation's zone never changes, so it is read once. */
export class OrganisationZones {
  readonly #zones = new Map<string, string>();

  /** @param reader acts for the organisation */
  async of(reader: Reader): Promise<string> {
    const { organisationId } = reader.settings;
    const known = this.#zones.get(organisationId);
    if (known !== undefined) return known;
    const row = await reader.first(readZone({ organisationId }));
    if (row === undefined) throw new Error('whoever acts for an organisation has one');
    this.#zones.set(organisationId, row.time_zone);
    return row.time_zone;
  }
}
