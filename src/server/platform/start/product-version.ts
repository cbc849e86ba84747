import manifest from '../../../../package.json' with { type: 'json' };

/** Of this program; `nuantu release` sets it. */
export const PRODUCT_VERSION: string = manifest.version;
