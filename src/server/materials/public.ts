export { addMaterial, requireMaterials } from './service.ts';
