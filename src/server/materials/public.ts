export { requireMaterials } from './service.ts';
