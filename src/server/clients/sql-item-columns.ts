/** What a list shows of a client, and the card that is opened for it. */
export const itemColumns = [
  'client.id',
  'client.card',
  'client.sex',
  'client.status',
  'client.risk_level',
  'client.region_code',
  'client.site_id',
  'client.class_id',
  'client.worker_ids',
  'client.created_at',
  'client.updated_at',
  'client.version',
] as const;
