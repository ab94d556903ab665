export { adapterSizes, type AdapterSize } from './adapter-ranks.js';
export { lora } from './lora.js';
export { loraOptions, type LoraOptions } from './lora-options.js';
export { register } from './register.js';
