/** The version of the contracts in this folder. A plugin declares the one it was written for. */
export const CONTRACT_VERSION = '1';
