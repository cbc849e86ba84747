import { join } from 'node:path';
import { STORED_FILES } from '../start/data-folder.ts';
import { StartError } from '../start/start-error.ts';
import type { BlobStore } from './blob-store.ts';
import { LocalBlobs } from './local-blobs.ts';
import { S3Blobs, type S3Settings } from './s3-blobs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where files go: to the bucket that NUANTU_S3_URL names, else into the data folder. @throws StartError, as storeSettings */
export function chooseStore(folder: string, environment: Environment): BlobStore {
  const settings = storeSettings(environment);
  return settings === undefined ? new LocalBlobs(join(folder, STORED_FILES)) : new S3Blobs(settings);
}

const OF_BUCKET = ['NUANTU_S3_KEY_ID', 'NUANTU_S3_SECRET', 'NUANTU_S3_REGION'] as const;

/** @throws StartError store_address_invalid, store_setting_wanted */
export function storeSettings(environment: Environment): S3Settings | undefined {
  const name = 'NUANTU_S3_URL';
  const text = given(environment, name);
  if (text === undefined) {
    // without it files would go into the data folder, whatever else is said of a bucket
    const other = OF_BUCKET.find((setting) => given(environment, setting) !== undefined);
    if (other === undefined) return undefined;
    throw new StartError('store_setting_wanted', { name: other, wanted: name });
  }
  const url = URL.parse(text);
  const isWhole =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  // the bucket stands in the path, and nothing behind it
  if (!isWhole || !/^\/[^/]+\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    throw new StartError('store_address_invalid', { name });
  const wanted = (setting: string): string => {
    const value = given(environment, setting);
    if (value === undefined) throw new StartError('store_setting_wanted', { name, wanted: setting });
    return value;
  };
  return {
    url: text,
    region: given(environment, 'NUANTU_S3_REGION') ?? 'us-east-1',
    keyId: wanted('NUANTU_S3_KEY_ID'),
    secret: wanted('NUANTU_S3_SECRET'),
  };
}

function given(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === '' ? undefined : value;
}
