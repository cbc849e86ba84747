export { materialFiles } from './material-files.ts';
export { requireMaterials } from './service.ts';
export { forgetOldFile, hasOldFiles, keepFile, readOldFile } from './sql.ts';
