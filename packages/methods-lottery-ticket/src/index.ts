export { lotteryTicket } from './lottery-ticket.js';
export { maskReparametrisation } from './mask-reparametrisation.js';
export type { TicketMeta } from './prepare-ticket.js';
export { randomMask } from './random-mask.js';
export { randomMaskOptions, type RandomMaskOptions } from './ticket-options.js';
export { register } from './register.js';
export { ticketOptions, type TicketOptions } from './ticket-options.js';
