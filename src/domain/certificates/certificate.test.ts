import { expect, it } from 'vitest';
import { listServices, MOST_SERVICES, nameOfOrganisation, saySize, titleOf } from './certificate.ts';

it('lists what took most time first and sums what has no room', () => {
  const services = Array.from({ length: MOST_SERVICES + 3 }, (_, at) => ({
    title: `第 ${at} 项`,
    minutes: at,
    times: 2,
  }));
  const listed = listServices(services);
  expect(listed).toHaveLength(MOST_SERVICES + 1);
  expect(listed.map(({ minutes }) => minutes)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 0 + 1 + 2]);
  expect(listed.at(-1)).toEqual({ title: '', minutes: 3, times: 6 });
  expect(listServices(services.slice(0, MOST_SERVICES))).toHaveLength(MOST_SERVICES);
});

it('says what was done in either language', () => {
  const rest = { title: '', minutes: 125, times: 1 };
  expect([titleOf('zh', rest), titleOf('en', rest)]).toEqual(['其他服务', 'Other services']);
  expect([saySize('zh', rest), saySize('en', rest)]).toEqual(['2 小时 5 分，1 次', '2 h 5 min, once']);
  expect(saySize('en', { minutes: 60, times: 3 })).toBe('1 h, 3 times');
  expect(nameOfOrganisation('en', { name: '暖途', nameEn: null })).toBe('暖途');
  expect(nameOfOrganisation('en', { name: '暖途', nameEn: 'Nuantu' })).toBe('Nuantu');
});
