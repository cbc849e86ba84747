import { expect, test } from 'vitest';
import { prepareVariants, query } from './statement.ts';

const list = prepareVariants((p: { region?: string | undefined; limit: number }) => {
  let rows = query.selectFrom('region').select('code');
  if (p.region !== undefined) rows = rows.where('parent_code', '=', p.region);
  return rows.orderBy('code').limit(p.limit);
});

test('the number of rows of the usual page stands in the text, any other is a value', () => {
  expect(list({ limit: 50 })).toMatchObject({
    text: 'select "code" from "region" order by "code" limit 50',
    values: [],
  });
  expect(list({ limit: 49 })).toMatchObject({
    text: 'select "code" from "region" order by "code" limit $1',
    values: [49],
  });
  expect(list({ region: '330000', limit: 50 }).values).toEqual(['330000']);
  expect(list({ limit: 20 }).values).toEqual([20]);
});
