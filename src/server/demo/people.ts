import type { DemoPerson } from '../public-accounts/seed.ts';

/** Code of the organisation whose book they ask to be in. */
export const BOOK_OF = 'lz-station';

/** People of the public; each signs in by the address and the demo's password. */
export const demoPeople: readonly DemoPerson[] = [
  {
    name: '蓝雨晴',
    way: 'mail',
    address: 'lan@example.org',
    participations: ['volunteer'],
    note: '广西科技大学大三，周六全天有空，会打羽毛球。',
  },
  {
    name: '黄师傅',
    way: 'sms',
    address: '13800000001',
    participations: ['volunteer', 'resident'],
    note: '送餐时路过学校，愿意顺路看看。',
  },
  {
    name: '梁秀英',
    way: 'mail',
    address: 'liang@example.org',
    participations: ['giver', 'resident'],
    note: '',
  },
];
